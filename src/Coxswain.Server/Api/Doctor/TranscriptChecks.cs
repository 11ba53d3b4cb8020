using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry.Drift;
using Coxswain.Core.Usage;

namespace Coxswain.Server.Api.Doctor;

/// <summary>Lines of transcripts that were damaged or of a type without a place.</summary>
internal static class TranscriptChecks
{
    public static DoctorCheck Gaps(IReadOnlyList<TranscriptGap> gaps)
    {
        var damaged = gaps.Where(static one => one.LineType is "" or TranscriptGap.InvalidCount).Sum(static one => one.Lines);
        return DoctorCheck.Of(
            "transcripts",
            "lines",
            damaged > 0 ? DoctorStatus.Warning : gaps.Count > 0 ? DoctorStatus.Note : DoctorStatus.Ok,
            gaps.Count == 0
                ? "No line was skipped."
                : Text($"{damaged} damaged lines and {gaps.Sum(static one => one.Lines) - damaged} of types without a place were skipped."),
            [.. gaps.Select(static one => Text(
                $"{What(one.LineType)}: {DoctorText.Things(one.Lines, "line")} in {DoctorText.Things(one.Files, "file")}, such as {one.ExamplePath}"))]);
    }

    /// <summary>Where the store counts fewer requests than messages came.</summary>
    /// <param name="requests">Told by transcripts in this time.</param>
    public static DoctorCheck RequestIds(SharedRequestIds shared, long requests) => DoctorCheck.Of(
        "transcripts",
        "request ids",
        shared.Requests > 0 ? DoctorStatus.Warning : requests == 0 ? DoctorStatus.Note : DoctorStatus.Ok,
        shared.Requests == 0
            ? requests == 0 ? "Transcripts told no requests in this time." : Text($"{DoctorText.Things(requests, "request id")} in transcripts, one message each.")
            : Text($"{DoctorText.Things(shared.Requests, "request id")} with two or more messages: each counts as one request, with the tokens of its larger message. Counted message by message, as ccusage and the scan before an import do, there is more."),
        [.. shared.RequestIds.Select(static id => "such as " + id)]);

    /// <summary>Requests that transcripts still tell and the store keeps no more.</summary>
    /// <param name="rows">Of the transcripts, by UTC day.</param>
    public static DoctorCheck Age(IReadOnlyList<ScannedUsageRow> rows, RequestRetention retention, DateTimeOffset now)
    {
        var days = retention.ComingDays ?? retention.Days;
        var from = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-(days ?? 0));
        var old = days is null ? [] : rows.Where(row => row.Day < from).ToList();
        var requests = old.Sum(static row => row.Requests);
        var unpriced = old.Sum(static row => row.UnpricedRequests);
        var keeps = retention.ComingDays is not null
            ? $"The daemon keeps {days} days: what is older is deleted when it starts next"
            : $"The store keeps {days} days, so reports leave them out";
        return DoctorCheck.Of(
            "transcripts",
            "age",
            requests > 0 ? DoctorStatus.Note : DoctorStatus.Ok,
            requests > 0
                ? Text($"{DoctorText.Things(requests, "request")} in transcripts, {DoctorText.Money(old.Sum(static row => row.CostUsd ?? 0))}{(unpriced > 0 ? $" and {unpriced} of unknown cost" : "")}, {(requests == 1 ? "is" : "are")} of days before {from:yyyy-MM-dd} (UTC). {keeps}. They are kept with: cox config set store.retentionDays {DaysBack(old, now)} (the oldest is of {old.Min(static row => row.Day):yyyy-MM-dd}; 0 keeps for ever), then a restart of the daemon.")
                : retention.IsForEver && days is null ? "The store keeps requests for ever."
                : days is null ? "It is not known how long the store keeps requests."
                : Text($"No request in transcripts is of a day before {from:yyyy-MM-dd}: {(retention.ComingDays is null ? "the store keeps" : "from its next start on the daemon keeps")} {days} days."));
    }

    /// <summary>So many days that the oldest request is kept for another year: what is kept only just would be deleted tomorrow.</summary>
    private static int DaysBack(List<ScannedUsageRow> old, DateTimeOffset now) =>
        DateOnly.FromDateTime(now.UtcDateTime).DayNumber - old.Min(static row => row.Day).DayNumber + 365;

    private static string What(string lineType) => lineType switch
    {
        "" => "no JSON object, too long, or usage without a time",
        TranscriptGap.InvalidCount => "a count that is no valid number",
        _ => "type " + lineType,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
