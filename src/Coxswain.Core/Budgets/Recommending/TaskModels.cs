using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Core.Budgets.Recommending;

/// <summary>The models tasks were or can be done with, and what a task usually costs with each.</summary>
internal sealed class TaskModels(TaskPrior prior, ModelCatalog catalog, PriceBook book, DateTimeOffset now)
{
    /// <summary>The newest of each family that has a price.</summary>
    public IReadOnlyList<TaskModel> Candidates { get; } = [.. catalog.Models
        .Select(model => Of(model, prior, book, now)).OfType<TaskModel>()
        .Where(static model => model.Price is not null)
        .GroupBy(static model => model.Family.Family, StringComparer.Ordinal)
        .Select(family => family.OrderByDescending(model => catalog.Find(model.Id)?.Released ?? DateOnly.MinValue).First())];

    /// <summary>Null for a model nothing is known of.</summary>
    public TaskModel? Find(string model) => catalog.Find(ModelId.Normalise(model)) is { } known ? Of(known, prior, book, now) : null;

    /// <summary>By the stated volumes, with the task's own prompt size where it is known. USD.</summary>
    /// <returns><see langword="null"/> without a price.</returns>
    public double? UsualCost(TaskModel model, DifficultyShares shares, long? promptTokens)
        => model.Price is { } price ? shares.Mean(difficulty => Cost(prior.Volume(difficulty), price, model.Family.Work, promptTokens)) : null;

    private static TaskModel? Of(ModelCapabilities model, TaskPrior prior, PriceBook book, DateTimeOffset now)
        => prior.Family(model.Family) is { } family ? new TaskModel(model.Id, family, model.ContextTokens, book.Find(model.Id, now)) : null;

    private double Cost(TaskVolume volume, ModelPrice price, double work, long? promptTokens)
    {
        var prompt = promptTokens ?? volume.PromptTokens;
        var fresh = Math.Min(prompt, volume.NewTokens);
        var first = Request(price, 0, prompt, volume.OutputTokens);
        return first + (Math.Max(0, (volume.Requests * work) - 1) * Request(price, prompt - fresh, fresh, volume.OutputTokens));
    }

    private double Request(ModelPrice price, long read, long written, long output)
        => (double)(book.Explain(new TokenUsage(0, output, read, written, 0, 0, "", "", ""), price)?.TotalUsd ?? 0);
}
