using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Ratings;

namespace Coxswain.Cli.Commands.Ratings;

/// <summary>Writes ratings for people.</summary>
internal static class RatingView
{
    private const int Shown = 20;

    public static void Write(RatingReport report, CommandOutput output)
    {
        var zone = LocalZone.Of(output);
        if (report.Ratings.Count == 0)
        {
            output.WriteLine("No data: no session was rated yet. Rate the current one: cox rate 4");
        }
        else
        {
            output.WriteLine(Summary(report.Summary));
            output.WriteLine("");
            output.WriteTable(new TableView(
                [new("at", Least: 16), new("session", Least: 9), new("title", Rank: 2, Least: 16), new("score", Number: true), new("note", Rank: 1, Least: 16)],
                [.. report.Ratings.Take(Shown).Select(one => (IReadOnlyList<string>)
                [
                    UsageFormat.Moment(one.Time, zone), one.SessionId, one.Title.Length > 0 ? one.Title : "(untitled)", one.Score.ToString(CultureInfo.InvariantCulture), one.Note.Length > 0 ? one.Note : "-",
                ])]));
            if (report.Ratings.Count > Shown)
            {
                output.WriteLine($"The newest {Shown}; all of them: cox rate --json");
            }
        }

        output.WriteLine(Surveys(report));
        if (report.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(report.PendingRows));
        }
    }

    private static string Summary(RatingSummary summary)
    {
        var interval = summary is { Low: { } low, High: { } high } ? Text($" (95 % interval {low:0.0} to {high:0.0})") : " (of one alone there is no interval)";
        var counts = string.Join(", ", Enumerable.Range(SessionRating.Least, summary.Counts.Count).Reverse().Select(score => $"{score}: {summary.Counts[score - 1]}"));
        return Text($"{UsageFormat.Things(summary.N, "session")} rated · mean {summary.Mean:0.0} of {SessionRating.Most}{interval} · median {summary.Median:0.#} · {counts}");
    }

    private static string Surveys(RatingReport report) => report.SurveysShown == 0
        ? "Claude Code's own survey: not told of, or never shown (only telemetry tells)."
        : $"Claude Code's own survey: shown {UsageFormat.Things(report.SurveysShown, "time")}, answered {UsageFormat.Count(report.SurveysAnswered)}: "
            + string.Join(", ", report.Surveys.Select(static one => $"{one.Answer} {UsageFormat.Count(one.Times)}")) + ".";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
