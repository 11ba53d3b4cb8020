using Coxswain.Cli.Output;
using Coxswain.Core.Usage;

namespace Coxswain.Cli.Commands.Usage;

/// <summary>Writes a usage report for people: what it rests on, the table, what to know about it.</summary>
internal static class UsageView
{
    private const int Gap = 2;
    private const int NarrowestText = 6;

    public static void Write(UsageReport report, CommandOutput output)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(report.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        output.WriteLine(Heading(report, zone));
        if (report.Totals is not { } totals)
        {
            output.WriteLine(NoData(report, zone));
            return;
        }

        output.WriteLine(Basis(report, totals, zone));
        output.WriteLine("");
        var all = UsageColumns.Of(report, zone);
        var shown = Fit(all, report, totals, output.Shape.Width);
        output.WriteTable(new TableView(
            [.. shown.Select(column => column.Header)],
            [.. report.Rows.Select(row => shown.Select(column => column.Cell(row)).ToArray())],
            [.. shown.Select(column => column.Total(totals))]));
        foreach (var note in Notes(report, totals))
        {
            output.WriteLine(note);
        }

        if (shown.Count < all.Count)
        {
            output.Say($"Left out at this width: {string.Join(", ", all.Except(shown).Select(column => column.Header.Header))}. --json has everything.");
        }
    }

    private static string Heading(UsageReport report, TimeZoneInfo zone)
    {
        var parts = new List<string> { $"Usage {(report.Report is "blocks" ? "in blocks" : report.Report is "daily" or "weekly" or "monthly" ? report.Report : "by " + report.Report)}", report.TimeZone, Window(report, zone) };
        parts.AddRange(new[] { ("project", report.Project), ("model", report.Model), ("session", report.Session) }.Where(filter => filter.Item2.Length > 0).Select(filter => $"{filter.Item1} {filter.Item2}"));
        return string.Join(" · ", parts);
    }

    private static string Window(UsageReport report, TimeZoneInfo zone) => (report.Since, report.Until) switch
    {
        (null, null) => "all time",
        ({ } since, null) => $"since {UsageFormat.Moment(since, zone)}",
        (null, { } until) => $"until {UsageFormat.Moment(until, zone)}",
        ({ } since, { } until) => $"{UsageFormat.Moment(since, zone)} to {UsageFormat.Moment(until, zone)}",
    };

    private static string NoData(UsageReport report, TimeZoneInfo zone) => report is { OldestRequest: { } oldest, NewestRequest: { } newest }
        ? $"No data: no request matches. The store has requests from {UsageFormat.Moment(oldest, zone)} to {UsageFormat.Moment(newest, zone)}."
        : "No data: the store is empty. Connect Claude Code with: cox connect. Read its transcripts with: cox import";

    private static string Basis(UsageReport report, UsageTotals totals, TimeZoneInfo zone)
    {
        var origin = report.Origin == UsageReport.FromTranscripts ? "scanned from transcripts, not imported yet" : $"from {string.Join(" and ", totals.Sources)}";
        var newest = report.NewestRequest is { } time ? $" · newest {UsageFormat.Moment(time, zone)} ({UsageFormat.Age(report.AsOf - time)} ago)" : "";
        return $"{UsageFormat.Count(totals.Requests)} requests {origin}{newest} · prices of {report.PricesPublished:yyyy-MM-dd}";
    }

    private static IEnumerable<string> Notes(UsageReport report, UsageTotals totals)
    {
        if (report.PendingRows > 0)
        {
            yield return $"{UsageFormat.Count(report.PendingRows)} received rows were not in the store yet.";
        }

        if (totals.UnknownTokenRequests > 0)
        {
            yield return $"Cost unknown for {UsageFormat.Of(totals.UnknownTokenRequests, totals.Requests)}: telemetry told token counts that are no numbers, or none: cox doctor";
        }

        if (totals.UnknownCostRequests > totals.UnknownTokenRequests)
        {
            yield return $"Cost unknown for {UsageFormat.Of(totals.UnknownCostRequests - totals.UnknownTokenRequests, totals.Requests)}: no price is known for their model. Give prices in prices.json; see docs/prices.md.";
        }

        if (totals.Disagreements > 0)
        {
            yield return $"{UsageFormat.Count(totals.Disagreements)} requests were reported at another cost than their tokens have, {UsageFormat.Count(totals.UnexplainedDisagreements)} of them for no known reason: cox doctor";
        }

        if (report.Report == "weekly")
        {
            yield return "Weeks start on Monday (ISO 8601).";
        }
    }

    private static List<UsageColumns.Column> Fit(IReadOnlyList<UsageColumns.Column> all, UsageReport report, UsageTotals totals, int? width)
    {
        var shown = all.ToList();
        while (width is { } room && shown.Sum(column => Least(column, report, totals)) + (Gap * (shown.Count - 1)) > room && shown.Any(column => column.Rank > 0))
        {
            var rank = shown.Max(column => column.Rank);
            shown.RemoveAll(column => column.Rank == rank);
        }

        return shown;
    }

    /// <summary>Numbers need their full width; a text a few characters, a key a little more to be told apart.</summary>
    private static int Least(UsageColumns.Column column, UsageReport report, UsageTotals totals)
    {
        var widest = report.Rows.Select(column.Cell).Append(column.Total(totals)).Append(column.Header.Header).Max(CellWidth.Of);
        return column.Header.Number ? widest : Math.Min(widest, column.Rank == 0 ? 16 : Math.Max(NarrowestText, 12));
    }
}
