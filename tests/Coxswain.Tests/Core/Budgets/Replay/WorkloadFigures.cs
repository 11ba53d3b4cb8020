using System.Globalization;
using Coxswain.Core.Budgets.Replay.Policies;
using Coxswain.Testing.Traces;

namespace Coxswain.Tests.Core.Budgets.Replay;

/// <summary>What the recommended policy makes of a workload, as far as the plan asks. USD a session; shares of requests by the label of their task, from 0 to 1.</summary>
/// <param name="NothingOverPaid">What doing nothing comes to, over what was paid.</param>
/// <param name="LowUsd">With all assumptions at their cheap end.</param>
internal sealed record WorkloadFigures(double NothingOverPaid, decimal SessionUsd, decimal LowUsd, decimal HighUsd, double Saved, double RoutineOnHaiku, double OrdinaryOnHaiku, double HardOnHaiku)
{
    public static WorkloadFigures Of(BaselineWorkload workload)
    {
        var sessions = workload.Trace.Sessions.Count;
        var nothing = workload.Replay(new DoNothingPolicy()).Totals;
        var (result, routes) = workload.Measure(new RecommendedPolicy(BaselineWorkload.Models));
        var (low, likely, high) = (result.Totals.LowUsd ?? 0, result.Totals.ReplayedUsd ?? 0, result.Totals.HighUsd ?? 0);
        var figures = new WorkloadFigures(
            (double)(nothing.ReplayedUsd ?? 0) / (double)workload.Trace.CostUsd, likely / sessions, low / sessions, high / sessions, 1 - (double)(likely / workload.Trace.CostUsd),
            OnHaiku(TraceDifficulty.Routine), OnHaiku(TraceDifficulty.Ordinary), OnHaiku(TraceDifficulty.Hard));
        TestContext.Current.TestOutputHelper?.WriteLine(figures.ToString());
        return figures;

        double OnHaiku(TraceDifficulty difficulty) => (double)routes[difficulty].Count(IsHaiku) / routes[difficulty].Count;
    }

    public static bool IsHaiku(string model) => model.Contains("haiku", StringComparison.Ordinal);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"nothing {NothingOverPaid:0.0000} of what was paid; a session ${SessionUsd:0.000} (${LowUsd:0.000} to ${HighUsd:0.000}), {Saved:P1} less; on Haiku: routine {RoutineOnHaiku:P1}, ordinary {OrdinaryOnHaiku:P1}, hard {HardOnHaiku:P1}");
}
