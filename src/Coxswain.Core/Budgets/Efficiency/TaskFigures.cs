using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Budgets.Efficiency;

/// <summary>What some tasks took and how they ended.</summary>
/// <param name="CostUsd">A task, of the main conversation's requests; from those whose cost is known.</param>
/// <param name="Seconds">From the question to the last thing known of the task; from those of which it is told.</param>
/// <param name="Success">Likelier than not, by the signs recommendations go by; of those of which anything is told.</param>
public sealed record TaskFigures(int Tasks, MeanEstimate CostUsd, MeanEstimate Seconds, Proportion Success)
{
    internal static TaskFigures Of(IReadOnlyCollection<LikeTask> tasks) => new(
        tasks.Count,
        MeanEstimate.Of([.. Costs(tasks)]),
        MeanEstimate.Of([.. Times(tasks)]),
        new Proportion(tasks.Count(static task => task.Succeeded is true), tasks.Count(static task => task.Succeeded is not null)));

    internal static IEnumerable<double> Costs(IEnumerable<LikeTask> tasks) => tasks.Where(static task => task.CostUsd is not null).Select(static task => (double)(task.CostUsd ?? 0));

    internal static IEnumerable<double> Times(IEnumerable<LikeTask> tasks) => tasks.Select(static task => task.Seconds).OfType<double>();

    internal static IEnumerable<double> Successes(IEnumerable<LikeTask> tasks) => tasks.Where(static task => task.Succeeded is not null).Select(static task => task.Succeeded is true ? 1.0 : 0.0);
}
