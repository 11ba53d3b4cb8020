using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>Writes receipts of switches for people.</summary>
internal static class ReceiptView
{
    public static void Write(ReceiptReport report, CommandOutput output)
    {
        var zone = LocalZone.OfReport(report.TimeZone);
        if (report.Receipts.Count == 0)
        {
            output.WriteLine((report.Since, report.Session) switch
            {
                (null, "") => "No model was switched yet.",
                ({ } since, "") => $"No model was switched since {UsageFormat.Moment(since, zone)}.",
                (_, { } session) => $"No model was switched in session {session}{(report.Since is { } since ? $" since {UsageFormat.Moment(since, zone)}" : "")}.",
            });
            WriteNotes(report, output);
            return;
        }

        var window = report.Since is { } from ? $"since {UsageFormat.Moment(from, zone)}" : "all the store keeps";
        output.WriteLine($"Switches of the model · {window}{(report.Session.Length > 0 ? $" · session {report.Session}" : "")} · as of {UsageFormat.Moment(report.AsOf, zone)} {report.TimeZone} · prices of {report.PricesPublished:yyyy-MM-dd}");
        output.WriteLine("");
        output.WriteTable(new TableView(
            [
                new("at", Least: 16), new("session", Rank: 2, Least: 12), new("from", Rank: 1, Least: 12), new("to", Least: 12), new("moment", Rank: 4, Least: 12), new("made", Least: 6),
                new("expected", Rank: 3, Number: true), new("80 % interval", Rank: 5, Number: true), new("turns", Number: true), new("cost", Number: true), new("staying ~", Number: true), new("saved", Number: true),
            ],
            [.. report.Receipts.Select(row => Cells(row, zone))]));
        output.WriteLine(Sum("All", report.Totals));
        if (report.Forced.Switches > 0)
        {
            output.WriteLine(Sum("Forced, whether they paid or not", report.Forced));
            output.WriteLine(Sum("Chosen because they were expected to pay", report.Chosen));
        }

        output.WriteLine("staying ~ : an estimate, the same requests on the old model with its cache kept warm. expected: an estimate made at the switch. Turns count until another model answers or the next switch. See docs/switching.md.");
        foreach (var group in report.Receipts.Where(static row => row.Note.Length > 0).GroupBy(static row => row.Note, StringComparer.Ordinal))
        {
            output.WriteLine($"Unknown ({UsageFormat.Things(group.Count(), "receipt")}, {UsageFormat.Moment(group.First().At, zone)}{(group.Count() > 1 ? " the newest" : "")}): {group.Key}");
        }

        WriteNotes(report, output);
    }

    internal static string Money(decimal usd) => usd < 0 ? "-" + UsageFormat.Money(-usd) : UsageFormat.Money(usd);

    private static string[] Cells(ReceiptRow row, TimeZoneInfo zone) =>
    [
        UsageFormat.Moment(row.At, zone),
        (row.Session.Length > 0 ? row.Session : "(not said)") + (row.Agent.Length > 0 ? $" subagent {row.Agent}" : ""),
        UsageFormat.Said(row.From),
        UsageFormat.Said(row.To),
        row.Moment.Length > 0 ? row.Moment.Replace('_', ' ') : "(not said)",
        row.IsForced ? "forced" : "chosen",
        row.ExpectedSavingUsd is { } expected ? Money(expected) : "unknown",
        row is { LowUsd: { } low, HighUsd: { } high } ? $"{Money(low)} to {Money(high)}" : "unknown",
        row.State == ReceiptState.Unknown ? "unknown" : UsageFormat.Count(row.Turns),
        Known(row, row.ActualUsd),
        Known(row, row.StayingUsd),
        Known(row, row.SavedUsd),
    ];

    private static string Known(ReceiptRow row, decimal? usd) => usd is { } known ? Money(known) : row.State == ReceiptState.NoTurns ? "no turn yet" : "unknown";

    private static string Sum(string which, ReceiptTotals totals)
    {
        var saved = totals is { SavedUsd: { } usd, ActualUsd: { } actual, StayingUsd: { } staying }
            ? $"{(usd < 0 ? "cost" : "saved")} {UsageFormat.Money(Math.Abs(usd))}{(usd < 0 ? " more" : "")} in {UsageFormat.Things(totals.Turns, "turn")} of {UsageFormat.Count(totals.Measured)} of them ({UsageFormat.Money(actual)} instead of about {UsageFormat.Money(staying)})"
            : "what they saved is not known of any";
        var rest = new[] { (totals.WithoutTurns, "without a turn yet"), (totals.Unknown, "unknown") }.Where(static one => one.Item1 > 0).Select(static one => $"{UsageFormat.Count(one.Item1)} {one.Item2}");
        return $"{which}: {(totals.Switches == 1 ? "1 switch" : $"{UsageFormat.Count(totals.Switches)} switches")}; {string.Join("; ", [saved, .. rest])}.";
    }

    private static void WriteNotes(ReceiptReport report, CommandOutput output)
    {
        if (report.IsCut)
        {
            output.WriteLine($"Only the newest {UsageFormat.Count(report.Receipts.Count)} are listed and summed up: --limit");
        }

        if (report.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(report.PendingRows));
        }
    }
}
