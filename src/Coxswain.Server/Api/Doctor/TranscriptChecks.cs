using System.Globalization;
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
                $"{What(one.LineType)}: {one.Lines} lines in {one.Files} files, such as {one.ExamplePath}"))]);
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

    private static string What(string lineType) => lineType switch
    {
        "" => "no JSON object, too long, or usage without a time",
        TranscriptGap.InvalidCount => "a count that is no valid number",
        _ => "type " + lineType,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
