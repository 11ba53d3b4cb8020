using Coxswain.Cli.Commands.Budgets;
using Coxswain.Cli.Output;
using Coxswain.Core.Budgets;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Tests.Cli.Commands.Budgets;

public sealed class CostOptimizeViewTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Budget_that_was_there_comes_back_with_the_command_that_is_told()
    {
        var before = new BudgetRow(
            "session", BudgetPeriod.Day, 12.50m, "/home/dev/my shop's", "main", null, null, "", null, null, 0, null, null, null, 120, null, null, 0, 0, 0, 0, 50, null, null, 100, "ada@example.org");

        var shown = Show(SetBudget.Of("session", new BudgetWish("session", 5, NotifyFromPercent: 50, AdviseFromPercent: 80, DownshiftFromPercent: 80), before), null, null);

        Assert.Contains("Budget session: $5.0000 for each session. Told of from 50 %, advice from 80 %. From 80 % calls", shown, StringComparison.Ordinal);
        Assert.Contains(
            """Take it back: cox budget set day 12.5 --name session --project '/home/dev/my shop'\''s' --branch main --user 'ada@example.org' --notify 50 --pause-subagents 100 --block 120""", shown, StringComparison.Ordinal);
        Assert.Contains("Before: $12.50 for today in /home/dev/my shop's on main by ada@example.org, notify 50 %, pause subagents 100 %, block 120 %.", shown, StringComparison.Ordinal);
        Assert.Contains("cox connect --budgets", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void New_budget_is_taken_back_by_removing_it_and_does_not_switch_unless_asked()
    {
        var shown = Show(SetBudget.Of("session", new BudgetWish("session", 5, NotifyFromPercent: 50, AdviseFromPercent: 80), null), null, null);

        Assert.Contains("Before: no budget of this name. Take it back: cox budget remove session", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("cheaper model", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void No_data_is_said_and_figures_have_their_n_and_window()
    {
        var none = Show(null, null, null);
        Assert.Contains("Prompt cache: no data", none, StringComparison.Ordinal);
        Assert.Contains("Models: no data", none, StringComparison.Ordinal);
        Assert.Contains("2026-11-15 12:00 to 2026-11-22 12:00 UTC", none, StringComparison.Ordinal);

        var shown = Show(null, new CacheTotals(12, 2, 2, 300_000, 150_000, 150_000, 0.72m, 0, 0), 3m);
        Assert.Contains("2 of 12 turns read less than was left for them, which cost $0.7200", shown, StringComparison.Ordinal);
        Assert.Contains("expiry", shown, StringComparison.Ordinal);
        Assert.Contains("75.0 %", shown, StringComparison.Ordinal);
        Assert.Contains("unknown", shown, StringComparison.Ordinal);
        Assert.Contains("1 request of unknown cost", shown, StringComparison.Ordinal);
    }

    private static string Show(SetBudget? budget, CacheTotals? cache, decimal? dear)
    {
        var data = new StringWriter();
        var published = new DateOnly(2026, 11, 22);
        IReadOnlyList<UsageRow> rows = dear is null ? [] : [Row("claude-opus-5-5", dear), Row("claude-haiku-5-5", 1m), Row("claude-nobody", null)];
        CostOptimizeView.Write(
            new CostOptimization(
                budget,
                new CacheReport("cause", "UTC", Noon.AddDays(-7), null, "", "", Noon, Noon, Noon, published, cache, cache is null ? [] : [new CacheReportRow("expiry", "", cache)], [], [], false),
                new UsageReport("model", "UTC", Noon.AddDays(-7), null, "", "", "", "store", Noon, Noon, Noon, published, rows.Count == 0 ? null : rows.Select(static row => row.Totals).Aggregate(static (sum, next) => sum.Plus(next)), rows)),
            new CommandOutput(data, new StringWriter(), json: false, new TerminalShape(null, false)));
        return data.ToString();
    }

    private static UsageRow Row(string model, decimal? cost) => new(model, "", "", new UsageTotals(1, 1, 1, 0, 0, 0, null, 0, 0, 0, cost, cost is null ? 1 : 0, null, 0, 0, 0, [model], ["otlp"], Noon, Noon));
}
