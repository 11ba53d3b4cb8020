using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Budgets;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>Writes budgets for people.</summary>
internal static class BudgetView
{
    public static void Write(BudgetReport report, CommandOutput output)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(report.TimeZone, out var known) ? known : LocalZone.Of(output);
        if (report.Budgets.Count == 0)
        {
            output.WriteLine("No budget is set. Set one: cox budget set day 20");
            return;
        }

        output.WriteLine($"Budgets · {UsageFormat.Moment(report.AsOf, zone)} {report.TimeZone} · by all requests that are stored, whoever told of them");
        output.WriteLine("");
        output.WriteTable(new TableView(
            [
                new("budget", Least: 8), new("counts", Rank: 3, Least: 12), new("since", Rank: 2, Least: 16), new("requests", Number: true, Rank: 4),
                new("spent", Number: true), new("limit", Number: true), new("used", Number: true), new("left", Number: true, Rank: 1), new("refuses", Rank: 3, Least: 10), new("last request", Rank: 5, Least: 16),
            ],
            [.. report.Budgets.Select(row => Cells(row, zone))]));
        if (report.Budgets.Any(static row => row.UnknownCostRequests > 0))
        {
            output.WriteLine("+? : some requests have no known cost, so that more was spent: cox usage model");
        }

        if (report.Budgets.Any(static row => row is { Period: BudgetPeriod.Session, Requests: null }))
        {
            output.WriteLine("A session's budget is compared with a session: --current-session or --session <id>.");
        }

        foreach (var row in report.Budgets.Where(static row => row is { BlockFromPercent: not null, UsedPercent: not null } && row.UsedPercent >= row.BlockFromPercent))
        {
            output.WriteLine(row.Override is { } change
                ? $"{row.Name}: used up, and overridden until {UsageFormat.Moment(change.Until, zone)} ({change.Why})."
                : $"{row.Name}: used up; prompts are refused. Go on for a while: cox budget override {row.Name} --for 1h --why \"…\"");
        }

        if (report.PendingRows > 0)
        {
            output.WriteLine($"{UsageFormat.Things(report.PendingRows, "received row")} not in the store yet.");
        }
    }

    private static string[] Cells(BudgetRow row, TimeZoneInfo zone) =>
    [
        row.Name,
        Counts(row),
        row.From is { } from ? UsageFormat.Moment(from, zone) : "-",
        row.Requests is { } requests ? UsageFormat.Count(requests) : "-",
        row.Requests is null ? "-" : UsageFormat.Cost(row.SpentUsd, row.UnknownCostRequests),
        UsageFormat.Money(row.LimitUsd),
        row.UsedPercent is { } percent ? Percent(percent) : row.Requests is null ? "-" : "unknown",
        row.LeftUsd is { } left ? left < 0 ? $"{UsageFormat.Money(-left)} over" : UsageFormat.Money(left) : row.Requests is null ? "-" : "unknown",
        row.BlockFromPercent is { } block ? string.Create(CultureInfo.InvariantCulture, $"from {block} %") : "never",
        row.LastRequest is { } last ? UsageFormat.Moment(last, zone) : "-",
    ];

    private static string Counts(BudgetRow row) => (row.Period switch
    {
        BudgetPeriod.Session => row.Session.Length > 0 ? $"session {row.Session}" : "each session",
        BudgetPeriod.Day => "today",
        BudgetPeriod.Week => "this week",
        _ => "this month",
    }) + (row.Project.Length > 0 ? $" in {row.Project}" : "") + (row.Branch.Length > 0 ? $" on {row.Branch}" : "");

    // Never rounded up to the limit.
    private static string Percent(double percent) => (Math.Floor(percent * 10) / 10).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
