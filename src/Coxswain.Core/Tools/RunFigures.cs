using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Tools;

/// <summary>What runs of the same steps took and led to.</summary>
/// <param name="Sessions">They were seen in.</param>
/// <param name="LedToEdit">Runs with an edit in them or after them in the turn.</param>
/// <param name="Success">Of the runs of which it is told: the first such edit was accepted and did not fail; where there is none, no call of the run failed or was rejected.</param>
/// <param name="Calls">A run.</param>
/// <param name="CostUsd">A run, of the requests that asked for its calls; from those whose cost is known.</param>
/// <param name="TotalCostUsd">Of the runs whose cost is known; <see langword="null"/>: of none is it.</param>
/// <param name="Seconds">A run, waiting for the user's word included; from those of which it is told.</param>
public sealed record RunFigures(int Runs, int Sessions, int LedToEdit, Proportion Success, MeanEstimate Calls, MeanEstimate CostUsd, decimal? TotalCostUsd, MeanEstimate Seconds)
{
    internal static RunFigures Of(IReadOnlyList<ToolRun> runs)
    {
        var costs = runs.Where(static run => run.CostUsd is not null).Select(static run => run.CostUsd ?? 0).ToList();
        return new RunFigures(
            runs.Count,
            runs.Select(static run => run.SessionId).Distinct(StringComparer.Ordinal).Count(),
            runs.Count(static run => run.LedToEdit),
            new Proportion(runs.Count(static run => run.Succeeded is true), runs.Count(static run => run.Succeeded is not null)),
            MeanEstimate.Of([.. runs.Select(static run => (double)run.Calls)]),
            MeanEstimate.Of([.. costs.Select(static cost => (double)cost)]),
            costs.Count == 0 ? null : costs.Sum(),
            MeanEstimate.Of([.. runs.Select(static run => run.Seconds).OfType<double>()]));
    }
}
