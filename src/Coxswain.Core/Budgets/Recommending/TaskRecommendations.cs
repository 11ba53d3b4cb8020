using Coxswain.Core.Budgets.Recommending.Recorded;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Core.Budgets.Recommending;

/// <summary>Recommends models by what the store has of past tasks.</summary>
public sealed class TaskRecommendations(IRecordedTaskStore store, TaskPrior prior, ModelCatalog catalog, PriceBook book, TimeProvider clock)
{
    /// <summary>The newest count; what older ones add is little, and models and prices have changed since.</summary>
    public const int MostTasks = 2000;

    /// <summary>Older tasks do not count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(90);

    /// <param name="budget"><see langword="null"/>: money left does not matter.</param>
    /// <param name="asked">How hard a model that was asked finds it; <see langword="null"/>: none was.</param>
    public async Task<TaskAdvice> AdviseAsync(TaskFeatures task, RemainingBudget? budget, DifficultyShares? asked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        var now = clock.GetUtcNow();
        var recorded = await store.ReadAsync(now - Window, MostTasks, cancellationToken).ConfigureAwait(false);
        var history = TaskHistory.Of(recorded, prior, now);
        var recommendation = new ModelRecommender(prior, catalog, book, history.Tasks, now).Recommend(task, budget, asked);
        return new TaskAdvice(recommendation, history, now, recorded.Count >= MostTasks, prior.Effective, prior.Rules.AskedWeight, catalog.Effective, book.Published);
    }

    /// <summary>The model an ordinary task costs least with; <see langword="null"/>: none has a price.</summary>
    public string? EconomyModel()
    {
        var models = new TaskModels(prior, catalog, book, clock.GetUtcNow());
        return models.Candidates.MinBy(model => models.UsualCost(model, DifficultyShares.Only(TaskDifficulty.Ordinary), null))?.Id;
    }
}
