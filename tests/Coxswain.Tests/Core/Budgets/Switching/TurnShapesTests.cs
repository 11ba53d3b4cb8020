using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;
using static Coxswain.Tests.Core.Budgets.Switching.SomeSwitch;

namespace Coxswain.Tests.Core.Budgets.Switching;

public sealed class TurnShapesTests
{
    [Fact]
    public void Nothing_seen_is_the_assumed_turn() => Assert.Equal(TurnShape.Assumed, TurnShapes.Of([], CacheLifetime.FiveMinutes));

    [Fact]
    public void Many_turns_show_their_own_shape()
    {
        var requests = Enumerable.Range(0, 1_000).Select(i => Request(i * 60, 10_000 + (i * 3_000), 1_000)).ToList();

        var shape = TurnShapes.Of(requests, CacheLifetime.FiveMinutes);

        Assert.InRange(shape.NewTokens, 1_980, 2_000);
        Assert.InRange(shape.OutputTokens, 990, 1_000);
        Assert.Equal(SwitchAssumptions.LeastTurnSpread, shape.Spread);
        Assert.InRange(shape.ColdShare, 0, 0.001);
        Assert.InRange(shape.ColdSpread, 0, 0.001);
    }

    [Fact]
    public void Prompt_that_shrank_adds_nothing()
    {
        var shape = TurnShapes.Of([Request(0, 150_000, 500), Request(60, 30_000, 500)], CacheLifetime.FiveMinutes);

        Assert.Equal(1_250, shape.NewTokens);
    }

    [Fact]
    public void Turns_after_long_breaks_are_cold() =>
        Assert.Equal(
            ((SwitchAssumptions.ColdShare * SwitchAssumptions.BreakTurns) + 1) / (SwitchAssumptions.BreakTurns + 1),
            TurnShapes.Of([Request(0, 1_000, 500), Request(301, 1_500, 500)], CacheLifetime.FiveMinutes).ColdShare,
            12);

    [Fact]
    public void Share_of_cold_turns_is_the_better_known_the_more_turns_were_seen()
    {
        var few = TurnShapes.Of([.. Enumerable.Range(0, 20).Select(i => Request(i * 400, 10_000, 500))], CacheLifetime.FiveMinutes);
        var many = TurnShapes.Of([.. Enumerable.Range(0, 500).Select(i => Request(i * 400, 10_000, 500))], CacheLifetime.FiveMinutes);

        Assert.True(few.ColdShare < many.ColdShare);
        Assert.True(few.ColdSpread > 3 * many.ColdSpread);
    }

    private static SessionRequest Request(int seconds, long prompt, long output) => new(Now.AddSeconds(seconds), Opus, new TokenUsage(0, output, prompt, 0, 0, 0, "", "", ""));
}
