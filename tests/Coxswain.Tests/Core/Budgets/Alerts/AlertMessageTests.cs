using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Alerts;

namespace Coxswain.Tests.Core.Budgets.Alerts;

public sealed class AlertMessageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlertSpan Day = new(BudgetPeriod.Day, "2026-11-25");
    private static readonly Budget Plain = new("day", BudgetPeriod.Day, 10, BudgetScope.Everything, []);

    [Fact]
    public void Message_tells_the_highest_threshold_and_lists_those_below()
    {
        var message = AlertMessage.Of([Of(1, 50, 9.6m), Of(2, 80, 9.6m), Of(3, 95, 9.6m)], Plain, []);

        Assert.Equal("CRITICAL: Budget nearly exhausted: budget \"day\", $9.60 of $10.00 (96.0 %) in the day 2026-11-25. Reached with it: 50 %, 80 %.", message.Text);
        Assert.Equal((95, "50,80", "1,2,3", false), (message.Percent, string.Join(',', message.AlsoReached), string.Join(',', message.Ids), message.IsTest));
    }

    [Theory]
    [InlineData(null, null, false, "Budget exceeded: ")]
    [InlineData(80, 100, false, "Budget exceeded: ")]
    [InlineData(80, 120, false, "Budget exceeded - forcing Haiku mode: ")]
    [InlineData(80, null, false, "Budget exceeded - forcing Haiku mode: ")]
    [InlineData(100, null, false, "Budget exceeded - forcing Haiku mode: ")]
    [InlineData(101, null, false, "Budget exceeded: ")]
    [InlineData(80, null, true, "Budget exceeded: ")]
    public void Forcing_is_said_only_where_the_budget_forces(int? downshift, int? block, bool isOverridden, string said)
    {
        var budget = Plain with { Ladder = [.. Step(BudgetAction.Downshift, downshift), .. Step(BudgetAction.Block, block)] };

        var message = AlertMessage.Of([Of(4, 100, 10)], budget, isOverridden ? [new BudgetOverride("", Noon.AddHours(-1), Noon.AddHours(1), "release")] : []);

        Assert.StartsWith(said, message.Text, StringComparison.Ordinal);
        Assert.Equal(isOverridden, message.Text.EndsWith(" The budget's steps are overridden until 2026-11-25 13:00 UTC (release).", StringComparison.Ordinal));

        static IEnumerable<LadderStep> Step(BudgetAction action, int? from) => from is { } percent ? [new LadderStep(action, percent)] : [];
    }

    [Fact]
    public void Override_of_another_time_or_budget_is_not_told()
        => Assert.Null(AlertMessage.Of([Of(4, 100, 10)], null, [new BudgetOverride("", Noon.AddHours(1), Noon.AddHours(2), "later"), new BudgetOverride("other", Noon, Noon.AddHours(1), "other")]).Override);

    [Fact]
    public void Used_share_is_never_rounded_up_to_the_limit()
        => Assert.Contains("(99.9 %)", AlertMessage.Of([Of(1, 95, 9.9999m)], Plain, []).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("day 2026-11-25")]
    [InlineData("session 0f3c a b")]
    public void Span_reads_what_it_writes(string text) => Assert.Equal(text, AlertSpan.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("day")]
    [InlineData("day ")]
    [InlineData("fortnight 2026-11-25")]
    [InlineData("77 2026-11-25")]
    public void What_is_no_span_is_none(string text) => Assert.Null(AlertSpan.Parse(text));

    private static BudgetAlert Of(long id, int percent, decimal spent) => new(id, "day", Day, percent, Noon, spent, 10, []);
}
