using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Cli.Commands.Recovery;

/// <summary>Writes an analysis for people.</summary>
internal static class ErrorAnalysisView
{
    public static void Write(ErrorAnalysis analysis, CommandOutput output)
    {
        var zone = LocalZone.Of(output);
        if (analysis.State == "no_data")
        {
            output.WriteLine($"Session {analysis.SessionId}: no data. Neither requests nor failures of it are stored, so nothing can be said about errors.");
            return;
        }

        output.WriteLine($"Session {analysis.SessionId} · {Span(analysis, zone)} · {UsageFormat.Things(analysis.Answered, "answered request")}{(analysis.IsCut ? $" · only the newest {UsageFormat.Count(ErrorAnalyzer.Most)} looked at" : "")}");
        if (analysis.State == "no_failures")
        {
            output.WriteLine("No request failed, as far as is stored.");
        }
        else
        {
            output.WriteLine($"Given up: {Text(analysis.GivenUp)} · failed tries: {(analysis.IsTriesLeast ? "at least " : "")}{UsageFormat.Count(analysis.FailedTries)}{Waited(analysis)}");
            output.WriteLine($"Recovered by the client's own retries: {Text(analysis.Recovered)} of requests with a failed try{(analysis.UnknownEnds > 0 ? $"; of {UsageFormat.Count(analysis.UnknownEnds)} more the end is not known" : "")}");
        }

        if (analysis.AutoRecovery is { } told && (told.IsOn || told.Resumes > 0))
        {
            output.WriteLine(Resumed(told, analysis.SessionId));
        }

        WriteTables(analysis, output);
        WriteSuggestions(analysis, output);
        if (analysis.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(analysis.PendingRows));
        }
    }

    private static void WriteTables(ErrorAnalysis analysis, CommandOutput output)
    {
        if (analysis.Classes.Count > 0)
        {
            output.WriteLine("");
            output.WriteTable(new TableView(
                [new("failure"), new("given up", Number: true), new("rate", Least: 20), new("failed tries", Number: true, Rank: 1), new("recovered", Rank: 2, Least: 20)],
                [.. analysis.Classes.Select(static row => (IReadOnlyList<string>)[row.Class, UsageFormat.Count(row.GivenUp.Count), Rate(row.GivenUp), UsageFormat.Count(row.FailedTries), Text(row.Recovered)])]));
        }

        if (analysis.Gateway.Count > 0)
        {
            output.WriteLine("");
            output.WriteLine("Tried by the gateway, unseen by the client:");
            output.WriteTable(new TableView(
                [new("after"), new("strategy"), new("model", Rank: 1), new("answered", Least: 20), new("mean wait", Number: true, Rank: 2)],
                [.. analysis.Gateway.Select(static row => (IReadOnlyList<string>)[row.Cause, row.Strategy, UsageFormat.Said(row.ModelId), Text(new Proportion(row.Answered, row.Attempts)), Seconds(row.MeanWaitMs)])]));
        }

        output.WriteLine("");
        output.WriteTable(new TableView(
            [new("model"), new("prompt tokens", Least: 12), new("failed", Least: 12), new("timed out", Rank: 3), new("n timed", Number: true, Rank: 2), new("median", Number: true, Rank: 1), new("p95", Number: true, Rank: 1), new("slowest", Number: true, Rank: 4)],
            [.. analysis.Sizes.Select(static row => (IReadOnlyList<string>)
            [
                UsageFormat.Said(row.Model), Size(row.Size), Of(row.GivenUp), Of(row.TimedOut), UsageFormat.Count(row.Duration.N), Seconds(row.Duration.MedianMs), Seconds(row.Duration.P95Ms), Seconds(row.Duration.MaxMs),
            ])]));
    }

    private static void WriteSuggestions(ErrorAnalysis analysis, CommandOutput output)
    {
        if (analysis.Suggestions is not { } suggestions)
        {
            return;
        }

        output.WriteLine("");
        if (suggestions.Count == 0)
        {
            output.WriteLine("Nothing to suggest: no number here says that a change would help.");
        }

        foreach (var one in suggestions)
        {
            output.WriteLine($"* {one.Text}{(one.Command is { } command ? $" {command}" : "")}");
            output.WriteLine($"  Because: {one.Evidence}");
        }
    }

    internal static string Resumed(AutoRecoveryTold told, string session)
    {
        var state = $"Auto-recovery is {(told.IsOn ? "on" : "off")}";
        var unknown = told.Resumes - told.Succeeded.Of;
        return told.Resumes == 0
            ? $"{state} and resumed this session never ({UsageFormat.Things(told.Checkpoints, "checkpoint")} of it); whether it died, and why it is let be: cox session-checkpoint list --session {session}"
            : $"{state}; it resumed this session {UsageFormat.Things(told.Resumes, "time")}, and that ended well in {Text(told.Succeeded)}{(unknown > 0 ? $"; of {UsageFormat.Count(unknown)} the end is not known" : "")}";
    }

    private static string Span(ErrorAnalysis analysis, TimeZoneInfo zone)
        => analysis is { First: { } first, Last: { } last } ? $"{UsageFormat.Moment(first, zone)} to {UsageFormat.Moment(last, zone)} ({zone.Id})" : "no times";

    private static string Waited(ErrorAnalysis analysis) => analysis.WaitedMs is { } waited ? $" · {Seconds(waited)} spent on them, as far as is told" : "";

    private static string Text(Proportion part) => part.Rate is null ? "none" : $"{Of(part)} ({Rate(part)})";

    private static string Of(Proportion part) => $"{UsageFormat.Count(part.Count)} of {UsageFormat.Count(part.Of)}";

    private static string Rate(Proportion part) => part.Rate is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{part.Rate:P1}, {part.Low:P1} to {part.High:P1}");

    private static string Size(PromptRange? size) => size is null ? "unknown" : size.To is { } to ? $"{UsageFormat.Count(size.From)} to {UsageFormat.Count(to)}" : $"{UsageFormat.Count(size.From)} and more";

    private static string Seconds(double? milliseconds) => milliseconds is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / 1000:F1} s") : "unknown";
}
