using Coxswain.Cli.Output;
using Coxswain.Core.Usage;

namespace Coxswain.Cli.Commands.Usage;

/// <summary>Writes a usage report for people: what it rests on, the table, what to know about it.</summary>
internal static class UsageView
{
    public static void Write(UsageReport report, CommandOutput output)
    {
        var zone = LocalZone.OfReport(report.TimeZone);
        output.WriteLine(Heading(report, zone));
        if (report.Totals is not { } totals)
        {
            output.WriteLine(NoData(report, zone));
            if (report.RetentionNote is { } age)
            {
                output.WriteLine(age);
            }

            return;
        }

        output.WriteLine(Basis(report, totals, zone));
        output.WriteLine("");
        var columns = UsageColumns.Of(report, zone);
        output.WriteTable(new TableView(
            [.. columns.Select(column => column.Header)],
            [.. report.Rows.Select(row => columns.Select(column => column.Cell(row)).ToArray())],
            [.. columns.Select(column => column.Total(totals))]));
        foreach (var note in Notes(report, totals))
        {
            output.WriteLine(note);
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
        (null, null) => report.KeptDays is { } days ? $"all the store keeps ({days} days)" : "all time",
        ({ } since, null) => $"since {UsageFormat.Moment(since, zone)}",
        (null, { } until) => $"until {UsageFormat.Moment(until, zone)}",
        ({ } since, { } until) => $"{UsageFormat.Moment(since, zone)} to {UsageFormat.Moment(until, zone)}",
    };

    private static string NoData(UsageReport report, TimeZoneInfo zone) => report is { OldestRequest: { } oldest, NewestRequest: { } newest }
        ? $"No data: no request matches. The store has requests from {UsageFormat.Moment(oldest, zone)} to {UsageFormat.Moment(newest, zone)}."
        : report.UnimportedTranscripts > 0
        ? $"No data yet: the store is empty, but there {(report.UnimportedTranscripts == 1 ? "is" : "are")} {UsageFormat.Things(report.UnimportedTranscripts, "transcript")}. Read them with: cox import"
        : report.Damage > 0
        ? "No data: the store has no requests, and what it had may be among the damage that was set aside: cox doctor says what, and what brings it back."
        : report.ReadTranscripts > 0
        ? $"No data: the store has no request. {UsageFormat.Things(report.ReadTranscripts, "transcript")} {(report.ReadTranscripts == 1 ? "was" : "were")} read and {(report.ReadTranscripts == 1 ? "tells" : "tell")} of none that is kept. Connect Claude Code with: cox connect"
        : "No data: the store is empty. Connect Claude Code with: cox connect. Read its transcripts with: cox import";

    private static string Basis(UsageReport report, UsageTotals totals, TimeZoneInfo zone)
    {
        var origin = report.Origin == UsageReport.FromTranscripts ? "scanned from transcripts, not imported yet" : $"from {string.Join(" and ", totals.Sources)}";
        var newest = report.NewestRequest is { } time ? $" · {(report.Origin == UsageReport.FromTranscripts ? "the transcripts'" : "the store's")} newest {UsageFormat.Moment(time, zone)} ({AgeText.Ago(report.AsOf - time)})" : "";
        return $"{UsageFormat.Things(totals.Requests, "request")} {origin}{newest} · prices of {report.PricesPublished:yyyy-MM-dd}";
    }

    private static IEnumerable<string> Notes(UsageReport report, UsageTotals totals)
    {
        if (report.RetentionNote is { } age)
        {
            yield return age;
        }

        if (report.PendingRows > 0)
        {
            yield return UsageFormat.Pending(report.PendingRows);
        }

        if (totals.UnknownTokenRequests > 0)
        {
            yield return $"Cost unknown for {UsageFormat.Of(totals.UnknownTokenRequests, totals.Requests)}: telemetry told token counts that are no numbers, or none: cox doctor";
        }

        if (totals.UnknownCostRequests > totals.UnknownTokenRequests)
        {
            yield return $"Cost unknown for {UsageFormat.Of(totals.UnknownCostRequests - totals.UnknownTokenRequests, totals.Requests)}: no price is known for their model, or none for its fast mode: cox doctor. Give prices in prices.json; see docs/prices.md.";
        }

        if (totals.Disagreements > 0)
        {
            yield return $"{UsageFormat.Things(totals.Disagreements, "request")} reported at another cost than the tokens have, {UsageFormat.Count(totals.UnexplainedDisagreements)} for no known reason: cox doctor";
        }

        if (report.Unexplained is { Sessions: > 0 } unexplained)
        {
            yield return $"Not in it: {UsageFormat.Money(unexplained.Usd)} that the client's own totals of {UsageFormat.Things(unexplained.Sessions, "session")} have beyond these requests (interrupted answers, calls no line tells of, another price): cox doctor";
        }

        if (report.Rows.Any(static row => row.IsPartial))
        {
            yield return $"(part): the window asked for cuts this {report.Report switch { "weekly" => "week", "monthly" => "month", _ => "day" }}; what was used outside the window is not in it.";
        }

        if (report.Report == "weekly")
        {
            yield return "Weeks start on Monday (ISO 8601).";
        }
    }
}
