using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Budgets.Replay;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>Writes a replay for people: the totals, who would have answered what, the sessions that change most, what is assumed.</summary>
internal static class ReplayView
{
    private const int MostSessions = 10;

    public static void Write(ReplayReport report, CommandOutput output)
    {
        output.WriteLine(Heading(report));
        output.WriteLine(report.PolicyWords);
        if (report.Totals is not { } totals)
        {
            output.WriteLine("No data: no request of a session is in the window.");
            return;
        }

        output.WriteLine($"{UsageFormat.Things(report.Sessions.Count, "session")}, {UsageFormat.Things(report.Tasks, "task")} ({UsageFormat.Count(report.TasksWithWords)} with their words), {UsageFormat.Things(totals.Requests, "request")} · prices of {report.PricesPublished:yyyy-MM-dd}");
        output.WriteLine($"Paid {Money(totals.ActualUsd)}; it would have cost {Money(totals.ReplayedUsd)}{(Interval(totals) is { Length: > 0 } interval ? $" ({interval})" : "")}: {Change(totals)}");
        output.WriteLine($"{UsageFormat.Of(totals.MovedRequests, totals.Requests)} would have been answered by another model.");
        output.WriteLine("");
        output.WriteTable(Routes(report));
        if (report.Sessions.Any(static row => row.Figures.SavedUsd is not (null or 0)))
        {
            output.WriteLine("");
            output.WriteTable(Sessions(report));
        }

        WriteNotes(report, totals, output);
    }

    private static string Heading(ReplayReport report)
    {
        var zone = LocalZone.OfReport(report.TimeZone);
        var filters = new[] { ("since", report.Since is { } since ? UsageFormat.Moment(since, zone) : ""), ("until", report.Until is { } until ? UsageFormat.Moment(until, zone) : ""), ("project", report.Project), ("session", report.Session) };
        return string.Join(" · ", [$"Replay of {report.Policy}", report.TimeZone, .. filters.Where(static filter => filter.Item2.Length > 0).Select(static filter => $"{filter.Item1} {filter.Item2}")]);
    }

    private static TableView Routes(ReplayReport report) => new(
        [new("looks"), new("answered by"), new("would be"), new("tasks", Number: true, Rank: 2), new("requests", Number: true), new("paid", Number: true), new("would cost", Number: true), new("interval", Rank: 1)],
        [
            .. report.Routes.Select(static row => (IReadOnlyList<string>)
            [
                row.Looks, UsageFormat.Said(row.From), row.From == row.To ? "same" : row.To, UsageFormat.Count(row.Tasks), UsageFormat.Count(row.Figures.Requests),
                Money(row.Figures.ActualUsd), Money(row.Figures.ReplayedUsd), Interval(row.Figures),
            ]),
        ]);

    private static TableView Sessions(ReplayReport report) => new(
        [new("session"), new("moved", Number: true, Rank: 2), new("requests", Number: true, Rank: 3), new("paid", Number: true), new("would cost", Number: true), new("interval", Rank: 1), new("saved", Number: true), new("project", Rank: 4)],
        [
            .. report.Sessions.Take(MostSessions).Select(static row => (IReadOnlyList<string>)
            [
                row.SessionId, UsageFormat.Count(row.Figures.MovedRequests), UsageFormat.Count(row.Figures.Requests), Money(row.Figures.ActualUsd), Money(row.Figures.ReplayedUsd),
                Interval(row.Figures), Signed(row.Figures.SavedUsd), row.Project,
            ]),
        ],
        Title: report.Sessions.Count > MostSessions ? $"The {MostSessions} of {UsageFormat.Count(report.Sessions.Count)} sessions that change most" : "Sessions by how much they change");

    private static void WriteNotes(ReplayReport report, ReplayFigures totals, CommandOutput output)
    {
        output.WriteLine("");
        if (report.CacheModelRatio is { } ratio)
        {
            output.WriteLine(FormattableString.Invariant($"The cache model alone makes {ratio:0.000} of what was paid for these requests."));
        }

        if (totals.UnknownRequests > 0)
        {
            output.WriteLine($"{UsageFormat.Of(totals.UnknownRequests, totals.Requests)} of unknown cost: in no sum.");
        }

        if (totals.RefusedRequests > 0)
        {
            output.WriteLine($"{UsageFormat.Of(totals.RefusedRequests, totals.Requests)} stayed: the model wanted has no price or too small a window.");
        }

        output.WriteLine("Assumed:");
        foreach (var assumption in report.Assumptions)
        {
            output.WriteLine("- " + assumption);
        }

        if (report.IsCut)
        {
            output.WriteLine($"Only the newest {UsageFormat.Count(Replays.MostRequests)} requests were looked at.");
        }

        if (report.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(report.PendingRows));
        }
    }

    private static string Change(ReplayFigures totals) => totals.SavedUsd switch
    {
        null => "unknown",
        0 => "the same",
        > 0 and var saved => $"{UsageFormat.Money(saved)} less{Share(saved, totals)}",
        var saved => $"{UsageFormat.Money(-saved.Value)} more{Share(saved.Value, totals)}",
    };

    private static string Share(decimal saved, ReplayFigures totals) => totals.ActualUsd is > 0 and var paid ? FormattableString.Invariant($" ({Math.Abs(saved / paid) * 100:0.0} %)") : "";

    private static string Interval(ReplayFigures figures) => figures is { LowUsd: { } low, HighUsd: { } high } ? low == high ? "" : $"{UsageFormat.Money(low)} to {UsageFormat.Money(high)}" : "unknown";

    private static string Signed(decimal? saved) => saved is { } usd ? (usd < 0 ? "-" : "") + UsageFormat.Money(Math.Abs(usd)) : "unknown";

    private static string Money(decimal? usd) => usd is { } known ? UsageFormat.Money(known) : "unknown";
}
