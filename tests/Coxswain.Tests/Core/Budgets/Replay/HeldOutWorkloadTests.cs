using Coxswain.Testing.Traces.Workloads;

namespace Coxswain.Tests.Core.Budgets.Replay;

/// <summary>The recommended policy on other seeds and other phrases than it was made with. Nothing may be tuned on these; what is asserted is what holds, and docs/replay.md says what does not.</summary>
public sealed class HeldOutWorkloadTests
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("COX_FULL") == "1";

    [Fact]
    public void On_other_phrases_it_saves_and_gives_most_routine_requests_to_haiku()
    {
        Assert.All(IsFull ? [4242, 4243, 4244] : new[] { 4242 }, seed =>
        {
            var figures = WorkloadFigures.Of(new BaselineWorkload(Workload.HeldOut(seed)));

            Assert.Equal(1, figures.NothingOverPaid, 0.001);
            Assert.True(figures is { Saved: >= 0.30, RoutineOnHaiku: >= 0.6, HardOnHaiku: <= 0.1 }, figures.ToString());
        });
    }
}
