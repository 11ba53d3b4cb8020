using Coxswain.Core.Budgets.Switching;
using CsCheck;
using static Coxswain.Tests.Core.Budgets.Switching.SomeSwitch;

namespace Coxswain.Tests.Core.Budgets.Switching;

public sealed class SwitchEconomicsPropertyTests
{
    private static readonly Gen<string> Models = OneOf(Opus, Sonnet, Haiku, "claude-opus-5", "claude-fable-5-2", "claude-sonnet-4-5", "claude-haiku-4-5-20251001");

    private static readonly Gen<SwitchQuestion> Questions =
        from models in Gen.Select(Models, Models)
        from context in Gen.Long[0, 400_000]
        from warm in Gen.Long[0, 500_000]
        from idle in Gen.Int[0, 7_200]
        from lifetime in OneOf(CacheLifetime.FiveMinutes, CacheLifetime.OneHour)
        from turn in Gen.Select(Gen.Long[0, 5_000], Gen.Long[0, 3_000], Gen.Double[0, 1], Gen.Double[0, 0.3])
        from thinking in Gen.Long[0, 20_000]
        from turns in Gen.Int[1, 60]
        select Question(models.Item1, models.Item2, context, turns: turns) with
        {
            Cache = CacheState.Warm(warm, Now.AddSeconds(-idle), lifetime),
            Turn = new TurnShape(turn.Item1, turn.Item2, turn.Item3, turn.Item4),
            LostThinkingTokens = thinking,
        };

    [Fact]
    public void No_part_of_the_cost_is_below_zero() => Questions.Sample(
        question =>
        {
            var figures = Figures(question);
            Assert.All(
                [figures.NextTurnStayUsd, figures.NextTurnSwitchUsd, figures.LaterTurnStayUsd, figures.LaterTurnSwitchUsd, figures.WarmthLostUsd, figures.RewriteUsd, figures.RethinkUsd, figures.ExpectedStayUsd, figures.ExpectedSwitchUsd],
                usd => Assert.True(usd >= 0));
            Assert.InRange(figures.Saving.Chance, 0, 1);
            Assert.InRange(figures.Saving.CautiousChance, 0, figures.Saving.Chance);
            Assert.True(figures.Saving.LowUsd <= figures.Saving.HighUsd);
        },
        iter: 2_000);

    [Fact]
    public void More_remaining_turns_never_make_a_cheaper_target_worse() => Gen.Select(Questions, Gen.Int[1, 60], OneOf((Opus, Haiku), (Opus, Sonnet), ("claude-opus-5", Sonnet), ("claude-fable-5-2", Opus))).Sample(
        (question, more, models) =>
        {
            // Without thinking done again: its tokens stay in the target's prompt only.
            var asked = question with { From = models.Item1, To = new SwitchTarget(models.Item2, null), LostThinkingTokens = 0 };
            var turns = asked.Remaining.Horizon - 1;

            Assert.True(Figures(asked with { Remaining = TurnForecast.Exactly(turns + more) }).ExpectedSavingUsd >= Figures(asked).ExpectedSavingUsd - 1e-12m);
        },
        iter: 1_000);

    [Fact]
    public void Free_moment_loses_nothing_but_the_targets_own_writing() => Questions.Sample(
        question =>
        {
            var figures = Figures(question with { Cache = CacheState.Cold(question.Cache.Lifetime) });

            Assert.Equal(0, figures.WarmthLostUsd);
            Assert.Equal(0, Figures(question with { Cache = CacheState.Cold(question.Cache.Lifetime), TargetCache = CacheState.Warm(long.MaxValue, Now, question.Cache.Lifetime) }).RewriteUsd);
        },
        iter: 1_000);

    [Fact]
    public void Warmer_cache_never_makes_leaving_it_better() => Gen.Select(Questions, Gen.Long[0, 200_000]).Sample(
        (question, more) =>
        {
            var warmer = question with { Cache = question.Cache with { WarmTokens = question.Cache.WarmTokens + more } };

            Assert.True(Figures(warmer).ExpectedSavingUsd <= Figures(question).ExpectedSavingUsd + 1e-12m);
        },
        iter: 1_000);

    [Fact]
    public void Absurd_sizes_do_not_overflow() => Gen.Select(Gen.Long, Gen.Long, Gen.Long, Gen.Long).Sample(
        (context, warm, added, output) =>
        {
            var figures = Figures(Question(context: context, warm: warm) with { Turn = new TurnShape(added, output) });

            Assert.True(figures.ExpectedStayUsd >= 0 && figures.ExpectedSwitchUsd >= 0);
        },
        iter: 1_000);

    [Fact]
    public void Break_even_is_where_the_sum_of_turns_says() => Questions.Sample(
        question =>
        {
            var asked = question with { Turn = question.Turn with { Spread = 0 }, To = question.To with { WindowTokens = null, CurrentWindowTokens = null } };
            var figures = Figures(asked with { Remaining = TurnForecast.Exactly(60) });

            if (figures.BreakEvenTurns is { } after)
            {
                Assert.True(Figures(asked with { Remaining = TurnForecast.Exactly(after + 1) }).ExpectedSavingUsd >= -1e-12m);
                Assert.True(after == 0 || Figures(asked with { Remaining = TurnForecast.Exactly(after) }).ExpectedSavingUsd < 1e-12m);
            }
            else
            {
                Assert.True(Figures(asked with { Remaining = TurnForecast.Exactly(60) }).ExpectedSavingUsd < 1e-12m);
            }
        },
        iter: 1_000);

    private static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);
}
