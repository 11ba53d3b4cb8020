using System.Globalization;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Recovery.Capabilities;
using static Coxswain.Tests.Core.Budgets.Switching.SomeSwitch;

namespace Coxswain.Tests.Core.Budgets.Switching;

public sealed class SwitchEconomicsTests
{
    [Theory]
    [InlineData(Opus, Sonnet, CacheLifetime.FiveMinutes, "0.030", "0.375")]
    [InlineData(Opus, Sonnet, CacheLifetime.OneHour, "0.030", "0.60")]
    [InlineData(Opus, Haiku, CacheLifetime.FiveMinutes, "0.030", "0.09375")]
    [InlineData(Opus, Haiku, CacheLifetime.OneHour, "0.030", "0.15")]
    [InlineData(Haiku, Opus, CacheLifetime.FiveMinutes, "0.0075", "0.75")]
    [InlineData(Haiku, Opus, CacheLifetime.OneHour, "0.0075", "1.20")]
    public void Next_turn_of_a_warm_conversation_of_150k_costs_what_was_worked_out(string from, string to, CacheLifetime lifetime, string stay, string after)
    {
        var figures = Figures(Question(from, to, lifetime: lifetime));

        Assert.Equal(D(stay), figures.NextTurnStayUsd);
        Assert.Equal(D(after), figures.NextTurnSwitchUsd);
    }

    /// <summary>
    /// 100k tokens of warm context, 500 output tokens a turn. Without growth break-even is after 1.3, 5.1 and 8.2 turns; the answers stay in the conversation, and writing them costs
    /// more on the dearer model: 1.2, 4.9 and 7.8.
    /// </summary>
    [Theory]
    [InlineData("claude-opus-5", "claude-haiku-4-5-20251001", "0.0625", "0.1275", 2)]
    [InlineData("claude-opus-5", "claude-sonnet-5", "0.0625", "0.2550", 5)]
    [InlineData("claude-sonnet-5", "claude-haiku-4-5-20251001", "0.0250", "0.1275", 8)]
    public void Break_even_is_that_of_the_worked_downshifts(string from, string to, string stay, string after, int breakEven)
    {
        var figures = Figures(Question(from, to, 100_000) with { Turn = new TurnShape(0, 500, Spread: 0) });

        Assert.Equal(D(stay), figures.NextTurnStayUsd);
        Assert.Equal(D(after), figures.NextTurnSwitchUsd);
        Assert.Equal(breakEven, figures.BreakEvenTurns);
    }

    [Fact]
    public void Totals_are_the_turns_added_up_by_hand()
    {
        var question = Question(Opus, Sonnet, 10_000, turns: 2) with { Turn = new TurnShape(1_000, 500, Spread: 0) };

        var figures = Figures(question);

        var stay = Opus55(read: 10_000, write: 1_000, output: 500) + Opus55(read: 11_000, write: 1_500, output: 500);
        Assert.Equal(stay, figures.ExpectedStayUsd, 12);
        Assert.Equal(stay / 2, (figures.NextTurnStayUsd + figures.LaterTurnStayUsd) / 2, 12);
        Assert.Equal(((11_000 * 2.5m) + (500 * 10m) + (11_000 * 0.1m) + (1_500 * 2.5m) + (500 * 10m)) / 1_000_000, figures.ExpectedSwitchUsd, 12);
    }

    [Fact]
    public void Cold_cache_makes_a_cheaper_model_free_at_once()
    {
        var figures = Figures(Question(Opus, Sonnet) with { Cache = CacheState.Warm(150_000, Now.AddMinutes(-5), CacheLifetime.FiveMinutes) });

        Assert.Equal(0, figures.BreakEvenTurns);
        Assert.Equal(0, figures.WarmthLostUsd);
        Assert.Equal(0.75m, figures.NextTurnStayUsd);
        Assert.Equal(1, figures.Saving.Chance, 12);
    }

    [Fact]
    public void Hour_long_cache_is_still_warm_after_half_an_hour()
    {
        var cache = CacheState.Warm(150_000, Now.AddMinutes(-30), CacheLifetime.OneHour);

        Assert.Equal(0.030m, Figures(Question() with { Cache = cache }).NextTurnStayUsd);
    }

    [Fact]
    public void Haiku_below_100k_is_free_at_once_and_above_it_is_not()
    {
        Assert.Equal(0, Figures(Question(context: 99_000)).BreakEvenTurns);
        Assert.True(Figures(Question(context: 101_000)).BreakEvenTurns > 0);
    }

    [Fact]
    public void Long_prompt_price_is_paid_from_the_turn_that_crosses_its_border()
    {
        var question = Question(context: 98_000, turns: 3) with { Turn = new TurnShape(1_000, 500, Spread: 0) };

        var figures = Figures(question);

        var below = ((99_000 * 0.125m) + (500 * 0.5m)) / 1_000_000;
        var above = ((99_000 * 0.05m) + (1_500 * 0.625m) + (500 * 2.5m) + (100_500 * 0.05m) + (1_500 * 0.625m) + (500 * 2.5m)) / 1_000_000;
        Assert.Equal(below + above, figures.ExpectedSwitchUsd, 12);
    }

    [Theory]
    [InlineData("claude-unknown", Haiku, "claude-unknown")]
    [InlineData(Opus, "claude-mythos-5-2", "claude-mythos-5-2")]
    public void Unknown_price_gives_no_verdict_and_says_which(string from, string to, string named)
    {
        var verdict = Economics.Weigh(Question(from, to));

        Assert.Equal(SwitchChoice.Unknown, verdict.Choice);
        Assert.Null(verdict.Figures);
        Assert.Contains(named, Assert.Single(verdict.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void Dearer_model_never_pays()
    {
        var verdict = Economics.Weigh(Question(Haiku, Opus));

        Assert.Equal(SwitchChoice.Stay, verdict.Choice);
        Assert.Null(verdict.Figures!.BreakEvenTurns);
        Assert.Equal(0, verdict.Figures.Saving.Chance);
        Assert.True(verdict.Figures.ExpectedSavingUsd < 0);
    }

    [Fact]
    public void Conversation_that_does_not_fit_stays()
    {
        var verdict = Economics.Weigh(Question(context: 250_000) with { To = new SwitchTarget("claude-haiku-4-5-20251001", 200_000, 1_000_000) });

        Assert.False(verdict.Figures!.Fits);
        Assert.Equal(SwitchChoice.Stay, verdict.Choice);
        Assert.Contains(verdict.Reasons, reason => reason.Contains("does not fit", StringComparison.Ordinal));
    }

    /// <summary>The second turn's 201,000 tokens do not fit: the conversation is summed up (195k read, 1k written, 3k of output) and goes on from 25k, cold.</summary>
    [Fact]
    public void Full_window_is_compacted_and_the_conversation_goes_on_from_there()
    {
        var question = Question(context: 191_000, turns: 2) with { To = new SwitchTarget(Sonnet, 200_000, 1_000_000), Turn = new TurnShape(4_000, 1_000, Spread: 0) };

        var figures = Figures(question);

        var first = ((195_000 * 2.5m) + (1_000 * 10m)) / 1_000_000;
        var compaction = ((195_000 * 0.1m) + (1_000 * 2.5m) + (3_000 * 10m)) / 1_000_000;
        Assert.Equal(first + compaction + (((29_000 * 2.5m) + (1_000 * 10m)) / 1_000_000), figures.ExpectedSwitchUsd, 12);
        Assert.Equal(1, figures.TurnsUntilCompaction);
        Assert.Null(Figures(question with { Turn = new TurnShape(0, 0, Spread: 0) }).TurnsUntilCompaction);
    }

    [Fact]
    public void Dropped_thinking_is_paid_for_again_and_marked_as_an_estimate()
    {
        var verdict = Economics.Weigh(Question(to: Sonnet) with { LostThinkingTokens = 8_000 });

        Assert.Equal(2_000 * 10m / 1_000_000, verdict.Figures!.RethinkUsd);
        Assert.Contains(verdict.Reasons, reason => reason.StartsWith("Estimate: claude-sonnet-5-5 does not read 8,000 tokens of thinking", StringComparison.Ordinal));
    }

    [Fact]
    public void Window_and_tokens_of_the_target_come_from_the_catalog()
    {
        var target = SwitchTarget.Of(ModelCatalog.Shipped(), Opus, "claude-haiku-4-5-20251001");

        Assert.Equal(200_000, target.WindowTokens);
        Assert.Equal(1_000_000, target.CurrentWindowTokens);
        Assert.Equal(2.7 / 3.5, target.TokenFactor, 12);
        Assert.Null(SwitchTarget.Of(ModelCatalog.Shipped(), Opus, "claude-nobody").WindowTokens);
    }

    [Fact]
    public void Cold_turns_on_the_way_are_written_again_on_both_sides()
    {
        var question = Question(Opus, Sonnet, 10_000, turns: 2) with { Turn = new TurnShape(0, 0, Spread: 0, ColdShare: 0.5) };

        Assert.Equal(Opus55(read: 10_000) + ((Opus55(read: 10_000) + Opus55(write: 10_000)) / 2), Figures(question).ExpectedStayUsd, 12);
    }

    private static decimal Opus55(long read = 0, long write = 0, long output = 0) => ((read * 0.2m) + (write * 5m) + (output * 20m)) / 1_000_000;

    private static decimal D(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
