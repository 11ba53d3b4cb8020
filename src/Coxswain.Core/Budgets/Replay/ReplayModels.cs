using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>What is known of models, for as long as a replay runs.</summary>
internal sealed class ReplayModels(ModelCatalog catalog, PriceBook prices, TaskPrior prior)
{
    private readonly Dictionary<DateOnly, TaskModels> _byDay = [];

    public PriceBook Prices => prices;

    public TaskPrior Prior => prior;

    public ModelCatalog Catalog => catalog;

    /// <summary>Tokens of <paramref name="to"/> for one of <paramref name="from"/>; 1 where one of them is not known.</summary>
    public double TokenFactor(string from, string to) => catalog.Find(from) is { } one && catalog.Find(to) is { } other ? one.BytesPerToken / other.BytesPerToken : 1;

    /// <summary>Empty: not known.</summary>
    public string Family(string model) => catalog.Find(model)?.Family ?? "";

    /// <summary>Those with a model that has a price then.</summary>
    public IReadOnlyList<string> Families(DateTimeOffset at) => [.. On(at).Candidates.Select(static model => model.Family.Family).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The newest of a family that has a price then; <see langword="null"/>: none.</summary>
    public string? Newest(string family, DateTimeOffset at) => On(at).Candidates.FirstOrDefault(model => model.Family.Family == family)?.Id;

    /// <summary>Requests for the same task, as a multiple of those <paramref name="from"/> needs.</summary>
    public double WorkRatio(string from, string to) => prior.Family(Family(from)) is { } one && prior.Family(Family(to)) is { } other ? other.Work / one.Work : 1;

    /// <summary>By how much less likely <paramref name="to"/> succeeds at such a task; 0 when it does not, or one of them is not known.</summary>
    public double LessSuccess(TaskFeatures task, string from, string to)
    {
        if (prior.Family(Family(from)) is not { } one || prior.Family(Family(to)) is not { } other)
        {
            return 0;
        }

        var shares = prior.Difficulty.Of(task);
        return Math.Max(0, shares.Mean(one.Success) - shares.Mean(other.Success));
    }

    /// <param name="past">Done before <paramref name="at"/>.</param>
    public ModelRecommender Recommender(IReadOnlyList<PastTask> past, DateTimeOffset at) => new(prior, catalog, prices, past, at);

    private TaskModels On(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        if (!_byDay.TryGetValue(day, out var models))
        {
            _byDay[day] = models = new TaskModels(prior, catalog, prices, at);
        }

        return models;
    }
}
