using System.Globalization;
using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;

namespace Coxswain.Server.Api.Doctor;

/// <summary>Where the client's own figure and ours differ, with amounts.</summary>
internal static class PriceChecks
{
    private const int MostTotals = 5;

    public static DoctorCheck Agreement(IReadOnlyList<PriceAgreement> agreements)
    {
        var requests = agreements.Sum(static one => one.Requests);
        var unexplained = agreements.Where(static one => one.Status is "unexplained" or "likely_cut_try" or "fast_or_switched").Sum(static one => one.Requests);
        var unknown = agreements.Where(static one => one.IsUnknown).Sum(static one => one.Requests);
        var differing = agreements.Where(static one => one.IsDisagreement).Sum(static one => one.Requests);
        return DoctorCheck.Of(
            "prices",
            "agreement",
            requests == 0 ? DoctorStatus.Note : unexplained + unknown > 0 ? DoctorStatus.Warning : differing > 0 ? DoctorStatus.Note : DoctorStatus.Ok,
            requests == 0
                ? "No requests in this time."
                : Text($"{DoctorText.Things(requests, "request")}: {differing} {(differing == 1 ? "differs" : "differ")} from the client's figure, {unexplained} of them unexplained; the cost of {unknown} is unknown."),
            [.. agreements.Where(static one => one.IsDisagreement || one.IsUnknown).SelectMany(Lines)]);
    }

    /// <summary>Whether the requests stored explain what clients say their sessions cost.</summary>
    public static DoctorCheck ClientTotals(IReadOnlyList<SessionClientTotal> totals)
    {
        var unexplained = totals.Where(static one => one.UnexplainedUsd > 0).ToList();
        var unknown = totals.Count(static one => one.RequestsWithoutFigure > 0);
        var forks = totals.Where(static one => one.OwnTotalUsd is null).ToList();
        var twice = totals.Where(static one => one.OvercountedUsd > 0).ToList();
        var others = (twice.Count > 0 ? Text($" The stored requests of {DoctorText.Things(twice.Count, "session")} cost more than the client's total, though none is newer: possibly {DoctorText.Money(twice.Sum(static one => one.OvercountedUsd))} is counted twice.") : "")
            + (unknown > 0 ? Text($" {DoctorText.Things(unknown, "session")} cannot be compared: some of their requests have no figure.") : "")
            + (forks.Count > 0 ? Text($" {DoctorText.Things(forks.Count, "forked session")} cannot be compared: no transcript tells what {(forks.Count == 1 ? "its origin" : "their origins")} had cost by then.") : "");
        return DoctorCheck.Of(
            "prices",
            "client totals",
            twice.Count > 0 ? DoctorStatus.Warning : totals.Count == 0 || unexplained.Count > 0 || unknown > 0 || forks.Count > 0 ? DoctorStatus.Note : DoctorStatus.Ok,
            totals.Count == 0
                ? "No client told its own total in this time."
                : Text($"Of {DoctorText.Things(totals.Count, "session")} with the client's own total, {(unexplained.Count == 0 ? "none is higher than its stored requests explain" : $"{unexplained.Count} {(unexplained.Count == 1 ? "is" : "are together")} {DoctorText.Money(unexplained.Sum(static one => one.UnexplainedUsd))} higher than their stored requests explain")}.{others}"),
            [
                .. twice.Take(MostTotals).Select(static one => Text(
                    $"{one.SessionId}: the client's own total is {Own(one)} ({one.SeenAt:yyyy-MM-dd HH:mm} UTC), its {DoctorText.Things(one.StoredRequests, "stored request")} up to then {DoctorText.Money(one.StoredUsd)}: {DoctorText.Money(one.OvercountedUsd)} more")),
                .. unexplained.Take(MostTotals).Select(static one => Text(
                    $"{one.SessionId}: the client's own total is {Own(one)} ({one.SeenAt:yyyy-MM-dd HH:mm} UTC); {DoctorText.Money(one.UnexplainedUsd)} is not explained by its {DoctorText.Things(one.StoredRequests, "stored request")}; compactions: {one.Compactions}")),
                .. forks.Take(MostTotals).Select(static one => Text(
                    $"{one.SessionId}: the client's own total, {DoctorText.Money(one.TotalUsd)}, includes what its origin {one.OriginSessionId} had cost before the fork; its own {DoctorText.Things(one.StoredRequests, "stored request")} cost {DoctorText.Money(one.StoredUsd)}")),
                .. unexplained.Exists(static one => one.ToldBy == "transcript") ? ["Compactions, titles and tries that were cut leave no line in transcripts, telemetry tells them."] : Array.Empty<string>(),
                .. unexplained.Count > 0 ? ["Answers that were interrupted send no event, and their line in the transcript has only the beginning of their output; the client counts an estimate."] : Array.Empty<string>(),
            ]);
    }

    /// <summary>Which attributes of request events were no numbers.</summary>
    /// <param name="requests">Told by telemetry in this time.</param>
    public static DoctorCheck Numbers(IReadOnlyList<BadNumber> numbers, long requests) => DoctorCheck.Of(
        "telemetry",
        "numbers",
        numbers.Count > 0 ? DoctorStatus.Warning : requests == 0 ? DoctorStatus.Note : DoctorStatus.Ok,
        numbers.Count > 0 ? "Telemetry told counts or costs of requests that are no valid numbers; they are unknown, not 0."
            : requests == 0 ? "Telemetry told no requests in this time."
            : Text($"{DoctorText.Things(requests, "request")} told by telemetry; all counts and costs are numbers."),
        [.. numbers.Select(static one => Text(
            $"{one.Attribute} of client {(one.ClientVersion.Length > 0 ? one.ClientVersion : "of unknown version")}: {DoctorText.Things(one.Requests, "request")}, the cost of {one.RequestsWithoutCost} unknown; first {one.First:yyyy-MM-dd HH:mm:ss}, last {one.Last:yyyy-MM-dd HH:mm:ss} UTC"))]);

    private static IEnumerable<string> Lines(PriceAgreement one)
    {
        yield return Text($"{one.Status}: {DoctorText.Things(one.Requests, "request")}, ours {DoctorText.Money(one.OursUsd)}, reported {DoctorText.Money(one.ReportedUsd)}, counted {DoctorText.Money(one.CountedUsd)}");
        foreach (var example in one.Examples)
        {
            yield return Text(
                $"  {example.RequestKey} {example.Model} at {example.Time:yyyy-MM-dd HH:mm:ss} UTC: ours {DoctorText.Money(example.OursUsd)}, reported {DoctorText.Money(example.ReportedUsd)}");
        }
    }

    private static string Own(SessionClientTotal one) => one.ToldBy == "metric" ? $"{DoctorText.Money(one.TotalUsd)} by its cost metric" : one.OriginTotalUsd is { } origins
        ? Text($"{DoctorText.Money(one.TotalUsd)}, less {DoctorText.Money(origins)} that its origin {one.OriginSessionId} had cost before the fork,")
        : DoctorText.Money(one.TotalUsd);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
