using System.Globalization;
using Coxswain.Cli.Output;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Cli.Commands.Usage;

/// <summary>Writes a cache report for people: what it rests on, the rows, the dearest losses, what could not be told.</summary>
internal static class CacheView
{
    public static void Write(CacheReport report, CommandOutput output)
    {
        var zone = LocalZone.OfReport(report.TimeZone);
        output.WriteLine(Heading(report, zone));
        if (report is not { Totals: { } totals, OldestTurn: { } oldest, NewestTurn: { } newest })
        {
            output.WriteLine("No data: of no turn in the window can be said what it should have read from the cache.");
            WriteNotes(report, output);
            return;
        }

        output.WriteLine($"{UsageFormat.Things(totals.Turns, "turn")} from {UsageFormat.Moment(oldest, zone)} to {UsageFormat.Moment(newest, zone)} · prices of {report.PricesPublished:yyyy-MM-dd}");
        output.WriteLine(totals.LostTurns == 0
            ? "No turn read less than was left for it."
            : $"{UsageFormat.Count(totals.LostTurns)} of {UsageFormat.Count(totals.Turns - totals.FirstTurns)} that could read lost {UsageFormat.Count(totals.LostTokens)} tokens · {Loss(totals)}");
        if (report.Rows.Count > 0)
        {
            output.WriteLine("");
            output.WriteTable(Rows(report));
        }

        if (report.Largest.Count > 0)
        {
            output.WriteLine("");
            output.WriteTable(Largest(report, zone));
        }

        WriteNotes(report, output);
    }

    private static string Heading(CacheReport report, TimeZoneInfo zone)
    {
        var window = (report.Since, report.Until) switch
        {
            (null, null) => "all the store keeps",
            ({ } since, null) => $"since {UsageFormat.Moment(since, zone)}",
            (null, { } until) => $"until {UsageFormat.Moment(until, zone)}",
            ({ } since, { } until) => $"{UsageFormat.Moment(since, zone)} to {UsageFormat.Moment(until, zone)}",
        };
        var filters = new[] { ("project", report.Project), ("session", report.Session) }.Where(static filter => filter.Item2.Length > 0).Select(static filter => $"{filter.Item1} {filter.Item2}");
        return string.Join(" · ", [$"Prompt cache by {report.By}", report.TimeZone, window, .. filters]);
    }

    /// <summary>Only a session is in one project.</summary>
    private static TableView Rows(CacheReport report) => new(
        [
            new(report.By), new("lost turns", Number: true), new("turns", Number: true, Rank: 2), new("expected", Number: true, Rank: 3), new("read", Number: true, Rank: 3),
            new("lost", Number: true), new("cost", Number: true), .. report.By == "session" ? [new("project", Rank: 1)] : Array.Empty<TableColumn>(),
        ],
        [
            .. report.Rows.Select(row => (IReadOnlyList<string>)
            [
                Name(report, row), UsageFormat.Count(row.Totals.LostTurns), UsageFormat.Count(row.Totals.Turns), UsageFormat.Count(row.Totals.ExpectedReadTokens),
                UsageFormat.Count(row.Totals.ActualReadTokens), UsageFormat.Count(row.Totals.LostTokens), Loss(row.Totals), .. report.By == "session" ? [row.Project] : Array.Empty<string>(),
            ]),
        ]);

    private static TableView Largest(CacheReport report, TimeZoneInfo zone) => new(
        [new("time"), new("session"), new("cause"), new("idle", Number: true, Rank: 2), new("expected", Number: true, Rank: 1), new("read", Number: true, Rank: 1), new("lost", Number: true), new("cost", Number: true)],
        [
            .. report.Largest.Select(row => (IReadOnlyList<string>)
            [
                UsageFormat.Moment(row.Time, zone), row.SessionId, string.Join(" + ", row.Causes), Idle(row.IdleSeconds), UsageFormat.Count(row.ExpectedReadTokens),
                UsageFormat.Count(row.ActualReadTokens), (row.IsUpperBound ? "≤" : "") + UsageFormat.Count(row.LostTokens),
                row.LossUsd is { } usd ? (row.IsUpperBound ? "≤" : "") + UsageFormat.Money(usd) : "unknown",
            ]),
        ],
        Title: "The dearest losses");

    private static string Name(CacheReport report, CacheReportRow row) => report.By == "cause" ? row.Key.Replace("+", " + ", StringComparison.Ordinal) : UsageFormat.Said(row.Key);

    private static string Loss(CacheTotals totals) => (totals.UpperBoundTurns > 0 ? "≤" : "") + UsageFormat.Cost(totals.LossUsd, totals.UnknownLossTurns);

    private static string Idle(double seconds) => seconds < 120
        ? seconds.ToString("0", CultureInfo.InvariantCulture) + " s"
        : (seconds / 60).ToString("0", CultureInfo.InvariantCulture) + " min";

    private static void WriteNotes(CacheReport report, CommandOutput output)
    {
        if (report.Untold.Count > 0)
        {
            output.WriteLine($"Not told: {string.Join(", ", report.Untold.Select(static row => $"{UsageFormat.Things(row.Turns, "turn")} ({row.Reason.Replace('_', ' ')})"))}. See docs/usage.md.");
        }

        if (report.Totals?.UpperBoundTurns > 0)
        {
            output.WriteLine("≤: at most so much; some of those tokens may be new text.");
        }

        if (report.IsCut)
        {
            output.WriteLine($"Only the newest {UsageFormat.Count(CacheReports.MostRequests)} requests were looked at.");
        }

        if (report.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(report.PendingRows));
        }
    }
}
