using Coxswain.Core.Budgets.Switching;
using static Coxswain.Tests.Core.Budgets.Switching.SomeSwitch;

namespace Coxswain.Tests.Core.Budgets.Switching;

public sealed class SwitchPolicyTests
{
    private readonly SwitchPolicy _policy = new(new SwitchLimits());

    [Theory]
    [InlineData(0.79, false)]
    [InlineData(0.8, true)]
    [InlineData(0.99, true)]
    [InlineData(null, true)]
    public void Switch_that_pays_is_made_from_80_percent_of_the_budget_on(double? share, bool expected)
    {
        var decision = _policy.Decide(Economics.Weigh(Question(context: 80_000)), share, mayForce: true);

        Assert.Equal(expected, decision.ShouldSwitch);
        Assert.False(decision.IsForced);
        Assert.Null(decision.ForcedExtraUsd);
    }

    [Fact]
    public void Switch_that_loses_is_made_at_the_whole_budget_only_and_says_what_it_costs()
    {
        var verdict = Economics.Weigh(Question(Opus, Sonnet, turns: 1));

        Assert.False(_policy.Decide(verdict, 0.99, mayForce: true).ShouldSwitch);
        var forced = _policy.Decide(verdict, 1, mayForce: true);
        Assert.True(forced.ShouldSwitch);
        Assert.True(forced.IsForced);
        Assert.Equal(0.345m, forced.ForcedExtraUsd!.Value, 12);
        Assert.Contains("expected to cost $0.345 more than staying", forced.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_forced_unless_the_user_asked_for_it() =>
        Assert.False(_policy.Decide(Economics.Weigh(Question(Opus, Sonnet, turns: 1)), 1.2, mayForce: false).ShouldSwitch);

    [Fact]
    public void Unknown_price_switches_only_when_forced_and_says_that_the_cost_is_unknown()
    {
        var verdict = Economics.Weigh(Question(to: "claude-mythos-5-2"));

        Assert.False(_policy.Decide(verdict, 0.9, mayForce: true).ShouldSwitch);
        var forced = _policy.Decide(verdict, 1, mayForce: true);
        Assert.True(forced.IsForced);
        Assert.Null(forced.ForcedExtraUsd);
        Assert.Contains("not known", forced.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Conversation_that_does_not_fit_is_not_even_forced() =>
        Assert.False(_policy.Decide(Economics.Weigh(Question(context: 250_000) with { To = new SwitchTarget(Haiku, 200_000) }), 1, mayForce: true).ShouldSwitch);

    [Fact]
    public void Unknown_window_is_not_risked() =>
        Assert.False(_policy.Decide(Economics.Weigh(Question(context: 80_000) with { To = new SwitchTarget(Haiku, null) }), 0.9, mayForce: true).ShouldSwitch);

    [Fact]
    public void Model_that_answers_already_is_no_switch() =>
        Assert.False(_policy.Decide(Economics.Weigh(Question(Haiku, Haiku)), 1, mayForce: true).ShouldSwitch);

    [Fact]
    public void Saving_that_may_not_come_is_not_acted_on()
    {
        var verdict = Economics.Weigh(Question(Opus, Sonnet) with { Turn = new TurnShape(1_500, 2_000, Spread: 0.3), Remaining = RemainingTurns.Assumed.After(0) });

        Assert.Equal(SwitchChoice.Switch, verdict.Choice);
        Assert.False(_policy.Decide(verdict, 0.9, mayForce: true).ShouldSwitch);
    }

    [Fact]
    public void Few_sessions_are_believed_less_than_many()
    {
        static SwitchVerdict Verdict(int sessions) => Economics.Weigh(Question(Opus, Sonnet) with
        {
            Turn = new TurnShape(1_500, 2_000, Spread: 0),
            Remaining = RemainingTurns.Learn(Enumerable.Repeat(new SessionLength(60, true), sessions)).After(10),
        });

        Assert.False(_policy.Decide(Verdict(1), 0.9, mayForce: false).ShouldSwitch);
        Assert.True(_policy.Decide(Verdict(300), 0.9, mayForce: false).ShouldSwitch);
    }
}
