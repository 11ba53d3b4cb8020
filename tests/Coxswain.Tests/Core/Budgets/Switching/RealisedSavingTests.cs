using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Pricing;
using static Coxswain.Tests.Core.Budgets.Switching.SomeSwitch;

namespace Coxswain.Tests.Core.Budgets.Switching;

public sealed class RealisedSavingTests
{
    private const decimal Million = 1_000_000;

    [Fact]
    public void Later_turns_are_held_against_a_warm_old_model()
    {
        var realised = RealisedSaving.Of(
            Receipt(),
            [Request(0, write: 51_000, output: 500), Request(60, read: 51_000, write: 1_500, output: 700)],
            Book);

        var actual = ((51_000 * 0.125m) + (500 * 0.5m) + (51_000 * 0.01m) + (1_500 * 0.125m) + (700 * 0.5m)) / Million;
        var staying = ((50_000 * 0.2m) + (1_000 * 5m) + (500 * 20m) + (51_000 * 0.2m) + (1_500 * 5m) + (700 * 20m)) / Million;
        Assert.Equal(new RealisedSaving(2, actual, staying, ""), realised);
        Assert.Equal(staying - actual, realised.SavedUsd);
    }

    [Fact]
    public void Old_cache_expires_by_idle_time_too()
    {
        var realised = RealisedSaving.Of(Receipt(), [Request(0, write: 51_000), Request(400, write: 52_000)], Book);

        Assert.Equal(((50_000 * 0.2m) + (1_000 * 5m) + (52_000 * 5m)) / Million, realised.StayingUsd);
    }

    [Fact]
    public void Old_cache_has_expired_when_the_first_request_comes_too_late()
    {
        var realised = RealisedSaving.Of(Receipt(), [Request(301, write: 51_000)], Book);

        Assert.Equal(51_000 * 5m / Million, realised.StayingUsd);
    }

    [Fact]
    public void Hour_long_writes_stay_hour_long_on_the_old_model()
    {
        var receipt = Receipt() with { Cache = CacheState.Warm(50_000, Now, CacheLifetime.OneHour) };

        var realised = RealisedSaving.Of(receipt, [Request(0, write: 51_000), Request(400, read: 51_000, write: 1_000)], Book);

        Assert.Equal(((50_000 * 0.2m) + (1_000 * 8m) + (51_000 * 0.2m) + (1_000 * 8m)) / Million, realised.StayingUsd);
    }

    [Fact]
    public void Compacted_conversation_is_warm_on_the_old_model_only_as_far_as_on_the_new()
    {
        var realised = RealisedSaving.Of(Receipt(), [Request(0, write: 51_000), Request(60, read: 15_000, write: 10_000)], Book);

        Assert.Equal(((50_000 * 0.2m) + (1_000 * 5m) + (15_000 * 0.2m) + (10_000 * 5m)) / Million, realised.StayingUsd);
    }

    [Fact]
    public void Counting_stops_where_another_model_answers()
    {
        var back = Request(60, read: 51_000) with { Model = Opus };

        var realised = RealisedSaving.Of(Receipt(), [Request(0, write: 51_000), back, Request(120, read: 51_000)], Book);

        Assert.Equal(1, realised.Turns);
    }

    [Fact]
    public void Dated_and_prefixed_names_are_the_same_model() =>
        Assert.Equal(1, RealisedSaving.Of(Receipt(), [Request(0, write: 51_000) with { Model = "us.anthropic.claude-haiku-5-5-20261007" }], Book).Turns);

    [Fact]
    public void Tokens_are_counted_as_the_old_model_does()
    {
        var realised = RealisedSaving.Of(Receipt() with { TokenFactor = 0.5 }, [Request(0, write: 30_000, output: 100)], Book);

        Assert.Equal(((50_000 * 0.2m) + (10_000 * 5m) + (200 * 20m)) / Million, realised.StayingUsd);
    }

    [Fact]
    public void Unknown_price_saves_nothing_known()
    {
        var realised = RealisedSaving.Of(Receipt() with { From = "claude-nobody" }, [Request(0, write: 51_000)], Book);

        Assert.Null(realised.SavedUsd);
        Assert.Contains("claude-nobody", realised.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void No_later_request_saved_nothing() => Assert.Equal(new RealisedSaving(0, 0, 0, ""), RealisedSaving.Of(Receipt(), [], Book));

    [Fact]
    public void Receipt_holds_what_was_expected_and_why()
    {
        var verdict = Economics.Weigh(Question(Opus, Sonnet, turns: 1));
        var decision = new SwitchPolicy(new SwitchLimits()).Decide(verdict, 1, mayForce: true);

        var receipt = SwitchReceipt.Of("session", verdict, decision);

        Assert.True(receipt.IsForced);
        Assert.Equal((-0.345m, 0.030m), (receipt.ExpectedSavingUsd!.Value, receipt.StayingWouldCostUsd!.Value));
        Assert.Equal((Opus, Sonnet, Now), (receipt.From, receipt.To, receipt.At));
        Assert.StartsWith("Forced", receipt.Why, StringComparison.Ordinal);
        Assert.Equal(150_000, receipt.Cache.WarmTokens);
    }

    private static SwitchReceipt Receipt()
    {
        var verdict = Economics.Weigh(Question(context: 50_000) with { Cache = CacheState.Warm(50_000, Now, CacheLifetime.FiveMinutes) });
        return SwitchReceipt.Of("session", verdict, new SwitchDecision(true, false, "", null));
    }

    private static SessionRequest Request(int seconds, long read = 0, long write = 0, long output = 0)
        => new(Now.AddSeconds(seconds), Haiku, new TokenUsage(0, output, read, write, 0, 0, "", "", ""));
}
