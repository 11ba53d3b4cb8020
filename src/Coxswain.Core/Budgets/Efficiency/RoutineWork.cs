using Coxswain.Core.Kernel;

namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>Routine tasks on the model they cost most with, and what they would have cost on the one they cost least with: an estimate from that one's own tasks of the same size.</summary>
/// <param name="Tasks">Routine tasks, whoever did them.</param>
/// <param name="DearTasks">Of those on the dear model.</param>
/// <param name="DearCostUsd">Of those whose cost is known.</param>
/// <param name="ComparedTasks">Dear tasks of known cost of a size the cheap model did at least two of: what follows is of them.</param>
/// <param name="ComparedCostUsd">What they cost.</param>
/// <param name="CheapTasks">Tasks of the cheap model the estimate is from.</param>
/// <param name="EstimatedUsd">What they would have cost; <see langword="null"/>: there is nothing alike.</param>
/// <param name="SavedUsd">What that is less than they cost, with the interval that holds a new such total 95 times in 100.</param>
public sealed record RoutineWork(
    int Tasks, string DearModel, int DearTasks, decimal? DearCostUsd, string CheapModel, int ComparedTasks, decimal? ComparedCostUsd, int CheapTasks, double? EstimatedUsd, MeanDifference? SavedUsd)
{
    private const int LeastTasks = 2;

    public double DearShare => (double)DearTasks / Tasks;

    /// <summary>What the interval of <see cref="SavedUsd"/> says, in words; <see langword="null"/>: there is nothing alike.</summary>
    public string? Finding => SavedUsd?.Finding("would have cost more", "would have cost less", "cost", ComparedTasks, CheapTasks);

    /// <returns><see langword="null"/>: fewer than two models did routine tasks of known cost.</returns>
    internal static RoutineWork? Of(IReadOnlyList<LikeTask> all)
    {
        var routine = all.Where(static task => task.Kind == LikeTask.Routine).ToList();
        var models = routine.GroupBy(static task => task.Model, StringComparer.Ordinal)
            .Select(static group => (Model: group.Key, Tasks: group.ToList(), Costs: TaskFigures.Costs(group).ToList()))
            .Where(static one => one.Costs.Count >= LeastTasks)
            .OrderBy(static one => one.Costs.Average()).ThenBy(static one => one.Model, StringComparer.Ordinal)
            .ToList();
        return models.Count < 2 ? null : Of(routine.Count, models[^1].Model, models[^1].Tasks, models[0].Model, models[0].Tasks);
    }

    private static RoutineWork Of(int count, string dearModel, List<LikeTask> dear, string cheapModel, List<LikeTask> cheap)
    {
        var (known, likes) = (dear.Where(static task => task.CostUsd is not null).ToList(), cheap.Where(static task => task.CostUsd is not null).ToLookup(static task => task.Size));
        var (compared, paid, cheapTasks, estimate) = (0, 0m, 0, 0.0);
        var parts = new List<(double Variance, int N)>();
        foreach (var size in known.GroupBy(static task => task.Size).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            var costs = TaskFigures.Costs(likes[size.Key]).ToList();
            if (costs.Count < LeastTasks)
            {
                continue;
            }

            var n = size.Count();
            (compared, paid, cheapTasks, estimate) = (compared + n, paid + size.Sum(static task => task.CostUsd ?? 0), cheapTasks + costs.Count, estimate + (n * costs.Average()));

            // Of the mean, n times; and of n new tasks about it.
            parts.Add((StandardMean.Variance(costs, isRate: false) * (((double)n * n / costs.Count) + n), costs.Count));
        }

        return new RoutineWork(
            count, dearModel, dear.Count, known.Count == 0 ? null : known.Sum(static task => task.CostUsd ?? 0), cheapModel, compared, compared == 0 ? null : paid, cheapTasks,
            compared == 0 ? null : estimate, compared == 0 ? null : MeanDifference.Of((double)paid - estimate, parts, StudentT.UsualMiss));
    }
}
