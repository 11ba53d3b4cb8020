using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>Writes for people what was set and what would save money.</summary>
internal static class CostOptimizeView
{
    public static void Write(CostOptimization found, CommandOutput output)
    {
        if (found.Budget is { } budget)
        {
            WriteBudget(budget, output);
            output.WriteLine("");
        }

        var zone = LocalZone.OfReport(found.Models.TimeZone);
        output.WriteLine($"What was recorded of the last {CostOptimizeCommand.Days} days · {(found.Models.Since is { } since ? UsageFormat.Moment(since, zone) : "the beginning")} to {UsageFormat.Moment(found.Models.AsOf, zone)} {found.Models.TimeZone} · prices of {found.Models.PricesPublished:yyyy-MM-dd}");
        output.WriteLine("");
        WriteCache(found.Cache, output);
        output.WriteLine("");
        WriteModels(found.Models, output);
    }

    private static void WriteBudget(SetBudget set, CommandOutput output)
    {
        var budget = set.Budget;
        var downshift = budget.DownshiftFromPercent is { } from
            ? $" From {from} % calls and new subagents go to a cheaper model where that pays, and at 100 % always, also where that costs more than staying: cox receipts tells what it saved."
            : "";
        output.WriteLine($"Budget {set.Name}: {UsageFormat.Money(budget.LimitUsd ?? 0)} for each session. Told of from {budget.NotifyFromPercent} %, advice from {budget.AdviseFromPercent} %.{downshift}");
        output.WriteLine(set.Before is { } before
            ? $"Before: {BudgetView.Described(before)}. Take it back: {set.Undo}"
            : $"Before: no budget of this name. Take it back: {set.Undo}");
        output.WriteLine(BudgetCommand.KeptBy);
    }

    private static void WriteCache(CacheReport report, CommandOutput output)
    {
        if (report.Totals is not { } totals)
        {
            output.WriteLine("Prompt cache: no data; of no turn can be said what it should have read.");
            return;
        }

        output.WriteLine(totals.LostTurns == 0
            ? $"Prompt cache: none of {UsageFormat.Things(totals.Turns, "turn")} read less than was left for it."
            : $"Prompt cache: {UsageFormat.Count(totals.LostTurns)} of {UsageFormat.Things(totals.Turns, "turn")} read less than was left for them, which cost {Loss(totals)}. Which turns: cox cache --since {CostOptimizeCommand.Days}d");
        if (report.Rows.Count > 0)
        {
            output.WriteTable(new TableView(
                [new("cause of the loss", Least: 12), new("lost turns", Number: true), new("lost tokens", Number: true), new("cost", Number: true)],
                [.. report.Rows.Select(static row => (IReadOnlyList<string>)[row.Key.Replace("+", " + ", StringComparison.Ordinal), UsageFormat.Count(row.Totals.LostTurns), UsageFormat.Count(row.Totals.LostTokens), Loss(row.Totals)])]));
        }

        if (totals.UpperBoundTurns > 0)
        {
            output.WriteLine("≤: at most so much; some of those tokens may be new text.");
        }

        if (report.IsCut)
        {
            output.WriteLine($"Only the newest {UsageFormat.Count(CacheReports.MostRequests)} requests were looked at.");
        }
    }

    private static void WriteModels(UsageReport report, CommandOutput output)
    {
        if (report.Totals is not { } totals)
        {
            output.WriteLine("Models: no data; no request was recorded.");
            return;
        }

        output.WriteLine($"Models: {UsageFormat.Things(totals.Requests, "request")}, {UsageFormat.Cost(totals.CostUsd, totals.UnknownCostRequests)}. Which model a task needs: cox model-recommend");
        output.WriteTable(new TableView(
            [new("model", Least: 12), new("requests", Number: true), new("cost", Number: true), new("share of cost", Number: true)],
            [.. report.Rows.Select(row => (IReadOnlyList<string>)[UsageFormat.Said(row.Key), UsageFormat.Count(row.Totals.Requests), UsageFormat.Cost(row.Totals.CostUsd, row.Totals.UnknownCostRequests), Share(row.Totals, totals)])]));
        if (totals.UnknownCostRequests > 0)
        {
            output.WriteLine($"+? : {UsageFormat.Things(totals.UnknownCostRequests, "request")} of unknown cost; shares are of what is known.");
        }

        if (report.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(report.PendingRows));
        }
    }

    private static string Share(UsageTotals row, UsageTotals all) => row.CostUsd is { } cost && all.CostUsd is > 0 and var sum
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * cost / sum:0.0} %")
        : "unknown";

    private static string Loss(CacheTotals totals) => (totals.UpperBoundTurns > 0 ? "≤" : "") + UsageFormat.Cost(totals.LossUsd, totals.UnknownLossTurns);
}
