using Coxswain.Core.Budgets.Replay.Policies;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Workloads;

namespace Coxswain.Tests.Core.Budgets.Replay;

/// <summary>The plan's baseline as 1,000 made-up sessions whose tasks have a label no policy sees (docs/replay.md).</summary>
public sealed class BaselineWorkloadTests(BaselineWorkload workload) : IClassFixture<BaselineWorkload>
{
    [Fact]
    public void Thousand_sessions_cost_what_the_baseline_did_in_the_mean()
    {
        Assert.Equal((1_000, 78_500), (workload.Trace.Sessions.Count, workload.Trace.Requests.Count()));
        Assert.Equal(3.01m, workload.Trace.AverageSessionCostUsd, 3);
        Assert.Equal(0.31, workload.Trace.HaikuShare, 3);
    }

    [Fact]
    public void Doing_nothing_costs_what_was_paid()
    {
        var result = workload.Replay(new DoNothingPolicy());

        Assert.Equal(1, (double)(result.Totals.ReplayedUsd ?? 0) / (double)workload.Trace.CostUsd, 0.001);
        Assert.Equal((result.Totals.ReplayedUsd, result.Totals.ReplayedUsd), (result.Totals.LowUsd, result.Totals.HighUsd));
        Assert.Equal((0, 0), (result.Totals.MovedRequests, result.Totals.UnknownRequests));
        Assert.All(result.Sessions, row => Assert.Equal(workload.CostOf(row.SessionId), row.Figures.ReplayedUsd ?? 0, 9));
    }

    /// <summary>The same history priced by the book with reads told by the cache model alone: not one count of what was really read is used.</summary>
    [Fact]
    public void Cache_model_alone_comes_within_two_percent_of_what_was_paid()
    {
        var result = workload.Replay(new DoNothingPolicy());

        Assert.Equal(1, (double)(result.ModelledUsd / result.ModelledActualUsd), 0.02);
    }

    /// <summary>The plan's aims, on the workload the policy was made with: <see cref="HeldOutWorkloadTests"/> has the other.</summary>
    [Fact]
    public void Recommended_policy_takes_forty_percent_from_the_mean_session_and_gives_no_hard_task_to_haiku()
    {
        var figures = WorkloadFigures.Of(workload);

        Assert.True(figures is { Saved: >= 0.4, SessionUsd: < 2, RoutineOnHaiku: >= 0.6, HardOnHaiku: 0 }, figures.ToString());
        Assert.InRange(figures.SessionUsd, figures.LowUsd, figures.HighUsd);
    }

    /// <summary>Hard tasks in words of routine work cannot be told before: what the words say goes to the small model.</summary>
    [Fact]
    public void Hard_tasks_put_in_words_of_routine_work_are_not_seen()
    {
        var misled = new BaselineWorkload(Workload.Baseline(seed: 7, sessions: 60) with { Workload = new Workload { MisleadingShare = 1 } });

        var hard = misled.Measure(new RecommendedPolicy(BaselineWorkload.Models)).Routes[TraceDifficulty.Hard];

        Assert.InRange(hard.Count(WorkloadFigures.IsHaiku) / (double)hard.Count, 0.1, 0.95);
    }
}
