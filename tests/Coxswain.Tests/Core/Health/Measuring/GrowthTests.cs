using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Health.Window;
using static Coxswain.Tests.Core.Health.HealthSubjects;

namespace Coxswain.Tests.Core.Health.Measuring;

public sealed class GrowthTests
{
    [Fact]
    public void Growth_is_the_mean_step_with_its_interval()
    {
        // Steps 100, 200, 300: mean 200, deviation 100, so 200 ± 1.28155 × 100 / √3 = 200 ± 73.99.
        var metric = Growth.Of(Of(Window(100, 200, 400, 700)));

        Assert.Equal(200, metric.Value);
        Assert.Equal(126.01, metric.Low ?? 0, 2);
        Assert.Equal(273.99, metric.High ?? 0, 2);
        Assert.Equal(3, metric.N);
    }

    [Fact]
    public void Steps_over_a_return_or_a_compaction_are_none()
    {
        var window = new ContextWindow
        {
            Requests = [Request(1, 900), Request(2, 100, epoch: 1), Request(3, 200, epoch: 1), Request(4, 50, epoch: 1, isAfterReturn: true), Request(5, 150, epoch: 1), Request(6, 250, epoch: 1)],
            Compactions = [Compaction("manual", 900, 100, [], [])],
            LastTurn = 6,
        };

        // 100, and behind the return 100 and 100.
        var metric = Growth.Of(Of(window));

        Assert.Equal(100, metric.Value);
        Assert.Equal(3, metric.N);
    }

    [Fact]
    public void Few_steps_tell_nothing()
    {
        var metric = Growth.Of(Of(Window(100, 200, 400)));

        Assert.Null(metric.Value);
        Assert.Contains("2 steps", metric.Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void Turns_left_are_the_room_up_to_the_clients_rule_over_growth()
    {
        // The rule: 200,000 - 20,000 - 13,000 = 167,000. Used 130,000, growth 10,000 each: 3.7 turns, and steps without spread leave no interval but that.
        var metric = Growth.LeftOf(Of(Window(100_000, 110_000, 120_000, 130_000), size: 200_000, mostOutput: 64_000));

        Assert.Equal(3.7, metric.Value ?? 0, 6);
        Assert.Equal(3.7, metric.Low ?? 0, 6);
        Assert.Equal(3.7, metric.High ?? 0, 6);
        Assert.Equal(167_000, Assert.Single(metric.Parts).Tokens);
        Assert.Equal(Coxswain.Core.Health.HealthBand.Bad, metric.Band);
    }

    [Fact]
    public void Where_this_session_was_compacted_before_goes_above_the_rule()
    {
        var window = Window(100, 200, 300, 400) with { Compactions = [Compaction("auto", 900, 100, [], []), Compaction("manual", 700, 100, [], [])] };
        window = window with { Requests = [.. window.Requests.Select(request => request with { Epoch = 2 })] };

        // (900 - 400) / 100; the manual one says nothing of when the client would have.
        Assert.Equal(5, Growth.LeftOf(Of(window)).Value);
    }

    [Fact]
    public void The_interval_solves_the_sum_of_steps()
    {
        // mean 200, deviation 100, n 3, room 1,000, z 1.28155: 200 k + 128.155 √(k + k²/3) = 1,000 gives k ≈ 3.02: 604.0 + 128.155 × √6.06 = 604.0 + 315.5 = 919.5 at 3.02;
        // at 3.3: 660 + 128.155 × √6.93 = 660 + 337.4 = 997.4; so just above 3.3.
        var early = Growth.Reaches(1000, 200, 100, 3, 1.2815515655446004) ?? 0;

        Assert.InRange(early, 3.3, 3.32);
        Assert.Equal(1000, (200 * early) + (1.2815515655446004 * 100 * Math.Sqrt(early + (early * early / 3))), 3);
    }

    [Fact]
    public void An_end_that_may_never_come_is_unknown()
        // Slower growth by 1.28 × 300/√3 = 222 a turn than the mean of 200: it may not grow at all.
        => Assert.Null(Growth.Reaches(1000, 200, 300, 3, -1.2815515655446004));

    private static ContextWindow Window(params long[] prompts) => new() { Requests = [.. prompts.Select((tokens, at) => Request(at + 1, tokens))], LastTurn = prompts.Length };
}
