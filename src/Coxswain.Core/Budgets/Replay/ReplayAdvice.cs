using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>
/// Recommends by the history's own earlier tasks: at each time by those that had ended before it, as far back and as many as <see cref="TaskRecommendations"/> takes. How they went is not
/// known here; what they cost and how many requests they took is. Prompts that only go on with a task are not learnt from: their size is a part's. Not for more than one thread.
/// </summary>
internal sealed class ReplayAdvice
{
    /// <summary>What so many tasks teach is learnt together.</summary>
    private const int AtOnce = 100;

    private readonly ReplayModels _models;
    private readonly List<(DateTimeOffset Ended, PastTask Task)> _done;
    private readonly Dictionary<(DateOnly Day, int Learned), ModelRecommender> _recommenders = [];

    private ReplayAdvice(ReplayModels models, IEnumerable<(DateTimeOffset Ended, PastTask Task)> done) => (_models, _done) = (models, [.. done.OrderBy(static one => one.Ended)]);

    /// <summary>By the stated prior alone.</summary>
    public static ReplayAdvice Unlearned(ReplayModels models) => new(models, []);

    public static ReplayAdvice Of(ReplayModels models, IReadOnlyList<ReplayConversation> conversations) => new(models, conversations.SelectMany(static conversation => conversation.Tasks)
        .Where(static task => !task.IsPart && task.Requests.All(request => request.Call.ModelId == task.ModelId))
        .Select(static task => (task.Requests.Max(static request => request.Call.Time), Past(task))));

    /// <returns><see langword="null"/> when no known model has a price.</returns>
    public ModelRecommendation? Recommend(TaskFeatures task, DateTimeOffset at) => At(at).Recommend(task, null);

    private static PastTask Past(ReplayTask task) => new(
        task.Features, task.ModelId, task.Requests.All(static request => request.CostUsd is not null) ? task.Requests.Sum(static request => request.CostUsd) : null, Outcome: null)
    {
        Requests = task.Requests.Count,
    };

    private ModelRecommender At(DateTimeOffset at)
    {
        var learned = EndedBefore(at) / AtOnce * AtOnce;
        var key = (DateOnly.FromDateTime(at.UtcDateTime), learned);
        if (!_recommenders.TryGetValue(key, out var recommender))
        {
            var past = _done.Take(learned).Skip(Math.Max(0, learned - TaskRecommendations.MostTasks)).Where(one => one.Ended >= at - TaskRecommendations.Window).Select(static one => one.Task).ToList();
            _recommenders.Clear();
            _recommenders[key] = recommender = _models.Recommender(past, at);
        }

        return recommender;
    }

    private int EndedBefore(DateTimeOffset at)
    {
        var (low, high) = (0, _done.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _done[middle].Ended < at ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
