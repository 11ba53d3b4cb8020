using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Tools;

namespace Coxswain.Cli.Commands.Tools;

/// <summary>Writes reports of tools for people.</summary>
internal static class ToolsView
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static void Write(ToolReport report, CommandOutput output)
    {
        if (report.Tools.Count == 0)
        {
            output.WriteLine("No data: no tool call is in the window.");
        }
        else
        {
            output.WriteTable(new TableView(
                [
                    new("tool"), new("calls", Number: true), new("sessions", Number: true, Rank: 3), new("failed", Number: true), new("rejected", Number: true), new("no end told", Number: true, Rank: 2),
                    new("half within", Number: true), new("95 % within", Number: true), new("results", Number: true, Rank: 1), new("~tokens", Number: true, Rank: 1),
                ],
                [
                    .. report.Tools.Select(static tool => (IReadOnlyList<string>)
                    [
                        tool.Tool, UsageFormat.Count(tool.Calls), UsageFormat.Count(tool.Sessions), UsageFormat.Count(tool.Failures), UsageFormat.Count(tool.Rejected), UsageFormat.Count(tool.Unfinished),
                        Milliseconds(tool.MedianMs), Milliseconds(tool.P95Ms), tool.ResultBytes is { } bytes ? UsageFormat.Count(bytes) + " B" : "unknown", UsageFormat.Tokens(tool.EstimatedResultTokens, 0),
                    ]),
                ]));
            output.WriteLine("~tokens: an estimate, four bytes a token.");
        }

        WritePending(report.PendingRows, output);
    }

    public static void Write(ToolSequenceReport report, CommandOutput output)
    {
        if (report.Calls == 0)
        {
            output.WriteLine("No data: no tool call is in the window.");
            WritePending(report.PendingRows, output);
            return;
        }

        output.WriteLine($"{UsageFormat.Things(report.Calls, "call")} in {UsageFormat.Things(report.Turns, "turn")} of {UsageFormat.Things(report.Sessions, "session")}");
        if (report.Sequences.Count > 0)
        {
            output.WriteTable(Table("Sequences", report.Sequences.Select(static one => (one.Steps, Goal: "", one.Figures))));
        }
        else
        {
            output.WriteLine("No sequence of three tools was seen three times.");
        }

        if (report.Ways.Count > 0)
        {
            output.WriteLine("");
            output.WriteTable(Table("Ways to an edit or an answer", report.Ways.Select(static one => (one.Steps, one.Goal, one.Figures))));
        }

        output.WriteLine("");
        WriteBetter(report, output);
        if (report.IsCut)
        {
            output.WriteLine($"Only the newest {UsageFormat.Count(ToolReports.MostCalls)} calls were looked at.");
        }

        WritePending(report.PendingRows, output);
    }

    private static TableView Table(string title, IEnumerable<(IReadOnlyList<string> Steps, string Goal, RunFigures Figures)> rows) => new(
        [
            new("steps", Least: 30), new("to", Rank: 1), new("runs", Number: true), new("sessions", Number: true), new("success", Number: true), new("interval", Number: true, Rank: 2),
            new("calls", Number: true, Rank: 1), new("seconds", Number: true, Rank: 1), new("cost a run", Number: true),
        ],
        [
            .. rows.Select(static row => (IReadOnlyList<string>)
            [
                string.Join(" → ", row.Steps), row.Goal, UsageFormat.Count(row.Figures.Runs), UsageFormat.Count(row.Figures.Sessions), Rate(row.Figures.Success), Interval(row.Figures.Success),
                Number(row.Figures.Calls), Number(row.Figures.Seconds), row.Figures.CostUsd.Mean is { } usd ? UsageFormat.Money((decimal)usd) : "unknown",
            ]),
        ],
        Title: title);

    private static void WriteBetter(ToolSequenceReport report, CommandOutput output)
    {
        if (report.Better.Count == 0)
        {
            output.WriteLine(report.ComparedPairs == 0
                ? "Better ways: no two ways with the same start and goal have eight runs each yet."
                : $"Better ways: of {UsageFormat.Things(report.ComparedPairs, "pair")} of ways none differs by more than chance.");
            return;
        }

        foreach (var found in report.Better)
        {
            output.WriteLine(
                $"{string.Join(" → ", found.Better.Steps)} (n {found.Better.Figures.Runs}) instead of {string.Join(" → ", found.Way.Steps)} (n {found.Way.Figures.Runs}): "
                + string.Join(", ", new[] { Saving("calls", found.Calls, "0.0"), Saving("USD", found.CostUsd, "0.0000") }.OfType<string>())
                + $"; success {Rate(found.Better.Figures.Success)} against {Rate(found.Way.Figures.Success)}: {string.Join(", ", found.Findings)}");
        }

        output.WriteLine($"Seen, not tried: harder work may take the longer way. Intervals hold together for {UsageFormat.Things(report.ComparedPairs, "pair")} compared.");
    }

    private static string? Saving(string of, MeanDifference? difference, string format) => difference is null
        ? null
        : $"{of} {Signed(difference.Difference, format)} ({Signed(difference.Low, format)} to {Signed(difference.High, format)})";

    private static string Signed(double value, string format) => value.ToString("+" + format + ";−" + format + ";" + format, Culture);

    private static string Rate(Proportion part) => part.Rate is { } rate ? (rate * 100).ToString("0", Culture) + " %" : "unknown";

    private static string Interval(Proportion part) => part is { Low: { } low, High: { } high } ? $"{(low * 100).ToString("0", Culture)}–{(high * 100).ToString("0", Culture)} %" : "";

    private static string Number(MeanEstimate estimate) => estimate.Mean is { } mean ? mean.ToString("0.0", Culture) : "unknown";

    private static string Milliseconds(long? time) => time is { } known ? known < 10_000 ? UsageFormat.Count(known) + " ms" : (known / 1000.0).ToString("0.0", Culture) + " s" : "unknown";

    private static void WritePending(long rows, CommandOutput output)
    {
        if (rows > 0)
        {
            output.WriteLine(UsageFormat.Pending(rows));
        }
    }
}
