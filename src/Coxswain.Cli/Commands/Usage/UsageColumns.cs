using Coxswain.Cli.Output;
using Coxswain.Core.Usage;

namespace Coxswain.Cli.Commands.Usage;

/// <summary>The columns of a usage table, and which of them give way on a narrow terminal.</summary>
internal static class UsageColumns
{
    internal sealed record Column(TableColumn Header, Func<UsageRow, string> Cell, Func<UsageTotals, string> Total);

    public static IReadOnlyList<Column> Of(UsageReport report, TimeZoneInfo zone)
    {
        var columns = new List<Column> { Text(KeyHeader(report.Report), 0, KeyWidth(report.Report), row => Key(report.Report, row, zone), _ => "total") };
        if (report.Report is "session" or "branch")
        {
            columns.Add(Text("project", report.Report == "branch" ? 0 : 3, 16, static row => row.Project, static _ => ""));
        }

        if (report.Report == "session")
        {
            columns.Add(Text("last request", 4, 16, row => UsageFormat.Moment(row.Totals.LastRequest, zone), static _ => ""));
        }

        columns.AddRange(
        [
            Number("requests", 2, static totals => UsageFormat.Count(totals.Requests)),
            Number("input", 1, static totals => UsageFormat.Tokens(totals.InputTokens, totals.UnknownTokenRequests)),
            Number("output", 1, static totals => UsageFormat.Tokens(totals.OutputTokens, totals.UnknownTokenRequests)),
            Number("thinking", 8, static totals => totals.ThinkingTokens is { } thinking ? UsageFormat.Tokens(thinking, totals.Requests - totals.ThinkingRequests) : "-"),
            Number("cache read", 5, static totals => UsageFormat.Tokens(totals.CacheReadTokens, totals.UnknownTokenRequests)),
            Number("write 5m", 6, static totals => UsageFormat.Tokens(totals.CacheWrite5mTokens, totals.UnknownTokenRequests)),
            Number("write 1h", 6, static totals => UsageFormat.Tokens(totals.CacheWrite1hTokens, totals.UnknownTokenRequests)),
        ]);
        if (report.Report == "blocks")
        {
            columns.Add(Text("burn rate", 4, 48, static row => Burn(row.Block?.Burn), static _ => ""));
        }

        columns.Add(Number("reported", 7, static totals => totals.ReportedCostUsd is { } reported ? UsageFormat.Cost(reported, totals.Requests - totals.ReportedRequests) : "-"));
        columns.Add(Number("cost", 0, static totals => UsageFormat.Cost(totals.CostUsd, totals.UnknownCostRequests)));
        if (report.Report != "model")
        {
            columns.Add(Text("models", 9, 17, static row => UsageFormat.Models(row.Totals.Models), static totals => UsageFormat.Models(totals.Models)));
        }

        return columns;
    }

    private static Column Text(string header, int rank, int least, Func<UsageRow, string> cell, Func<UsageTotals, string> total) =>
        new(new TableColumn(header, Rank: rank, Least: least), cell, total);

    private static Column Number(string header, int rank, Func<UsageTotals, string> cell) => new(new TableColumn(header, Number: true, Rank: rank), row => cell(row.Totals), cell);

    private static string KeyHeader(string report) => report switch
    {
        "daily" => "day",
        "weekly" => "week of",
        "monthly" => "month",
        "blocks" => "five hours from",
        _ => report,
    };

    /// <summary>A period keeps its label whole: "2026-11-25 (so far)" cut short reads as a whole day.</summary>
    private static int KeyWidth(string report) => report switch
    {
        "blocks" => 25,
        "daily" or "weekly" => 19,
        // What tells models and folders apart is at their end.
        "model" => 26,
        "project" or "branch" => 24,
        _ => 16,
    };

    private static string Key(string report, UsageRow row, TimeZoneInfo zone) => report switch
    {
        "daily" or "weekly" => row.Key + Part(row),
        "monthly" => row.Key[..Math.Min(7, row.Key.Length)] + Part(row),
        "blocks" when row.Block is { } block => UsageFormat.Moment(block.Start, zone) + (block.IsActive ? " (active)" : ""),
        "session" when row.Key.Length == 0 => "(no session)",
        _ => UsageFormat.Said(row.Key),
    };

    private static string Part(UsageRow row) => row switch
    {
        { IsPartial: true } => " (part)",
        { IsRunning: true } => " (so far)",
        _ => "",
    };

    private static string Burn(BurnRate? burn) => burn is null
        ? "too short to tell"
        : (burn.TokensPerMinute is { } tokens ? $"{UsageFormat.Count((long)tokens)} tokens/min" : "tokens unknown") + (burn.CostUsdPerHour is { } cost ? $", {UsageFormat.Money(cost)}/h" : "") + $" (n={burn.Requests})";
}
