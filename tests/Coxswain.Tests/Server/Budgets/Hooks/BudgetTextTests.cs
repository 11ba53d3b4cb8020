using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Periods;
using Coxswain.Server.Budgets.Hooks;

namespace Coxswain.Tests.Server.Budgets.Hooks;

public sealed class BudgetTextTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly BudgetStatus Due = new(new Budget("shop", BudgetPeriod.Day, 5, BudgetScope.Everything, []), new BudgetWindow(Day, Day.AddDays(1)), "", new BudgetSpend(3, 4.99999m, 0, Day));

    [Fact]
    public void Each_text_names_budget_amounts_and_the_way_out()
    {
        Assert.Equal(
            "Coxswain: budget \"shop\" is used up: $5.00 of $5.00 spent since 2026-11-22 00:00 (UTC). To go on for a while: cox budget override shop --for 1h --why \"…\". To raise it: cox budget set. How it was spent: cox usage.",
            BudgetText.Refusal(Due, TimeZoneInfo.Utc));
        Assert.Contains("budget \"shop\" is 99 % used", BudgetText.Paused(Due, TimeZoneInfo.Utc), StringComparison.Ordinal);
        Assert.Contains("cox budget override shop", BudgetText.Paused(Due, TimeZoneInfo.Utc), StringComparison.Ordinal);
        Assert.Contains("start subagents with model \"haiku\"", BudgetText.Advice([Due], "haiku", TimeZoneInfo.Utc), StringComparison.Ordinal);
        Assert.Contains("at least $5.00 of $5.00 spent in this session", BudgetText.AdviceToUser([Due with { Window = null, Spend = new BudgetSpend(3, 4.99999m, 1, Day) }], TimeZoneInfo.Utc), StringComparison.Ordinal);
    }
}
