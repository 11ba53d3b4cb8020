using System.Globalization;
using Coxswain.Core.Usage;

namespace Coxswain.Server.Api.Doctor;

/// <summary>Where the client's own figure and ours differ, with amounts.</summary>
internal static class PriceChecks
{
    public static DoctorCheck Agreement(IReadOnlyList<PriceAgreement> agreements)
    {
        var requests = agreements.Sum(static one => one.Requests);
        var unexplained = agreements.Where(static one => one.Status == "unexplained").Sum(static one => one.Requests);
        var unknown = agreements.Where(static one => one.IsUnknown).Sum(static one => one.Requests);
        var differing = agreements.Where(static one => one.IsDisagreement).Sum(static one => one.Requests);
        return DoctorCheck.Of(
            "prices",
            "agreement",
            requests == 0 ? DoctorStatus.Note : unexplained + unknown > 0 ? DoctorStatus.Warning : differing > 0 ? DoctorStatus.Note : DoctorStatus.Ok,
            requests == 0
                ? "No requests in this time."
                : Text($"{requests} requests: {differing} differ from the client's figure, {unexplained} of them unexplained; the cost of {unknown} is unknown."),
            [.. agreements.Where(static one => one.IsDisagreement || one.IsUnknown).SelectMany(Lines)]);
    }

    /// <summary>Which attributes of request events were no numbers.</summary>
    public static DoctorCheck Numbers(IReadOnlyList<BadNumber> numbers) => DoctorCheck.Of(
        "telemetry",
        "numbers",
        numbers.Count > 0 ? DoctorStatus.Warning : DoctorStatus.Ok,
        numbers.Count > 0 ? "Telemetry told counts or costs of requests that are no valid numbers; they are unknown, not 0." : "Counts and costs of all requests are numbers.",
        [.. numbers.Select(static one => Text(
            $"{one.Attribute} of client {(one.ClientVersion.Length > 0 ? one.ClientVersion : "of unknown version")}: {one.Requests} requests, the cost of {one.RequestsWithoutCost} unknown; first {one.First:yyyy-MM-dd HH:mm:ss}, last {one.Last:yyyy-MM-dd HH:mm:ss} UTC"))]);

    private static IEnumerable<string> Lines(PriceAgreement one)
    {
        yield return Text($"{one.Status}: {one.Requests} requests, ours {Money(one.OursUsd)}, reported {Money(one.ReportedUsd)}, counted {Money(one.CountedUsd)}");
        foreach (var example in one.Examples)
        {
            yield return Text(
                $"  {example.RequestKey} {example.Model} at {example.Time:yyyy-MM-dd HH:mm:ss} UTC: ours {Money(example.OursUsd)}, reported {Money(example.ReportedUsd)}");
        }
    }

    private static string Money(decimal? amount) => amount is { } known ? "$" + known.ToString("0.######", CultureInfo.InvariantCulture) : "unknown";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
