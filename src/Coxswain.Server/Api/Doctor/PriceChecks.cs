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
        var unknown = agreements.Where(static one => one.Status == "unknown_model").Sum(static one => one.Requests);
        var differing = agreements.Where(static one => one.IsDisagreement).Sum(static one => one.Requests);
        return DoctorCheck.Of(
            "prices",
            "agreement",
            requests == 0 ? DoctorStatus.Note : unexplained + unknown > 0 ? DoctorStatus.Warning : differing > 0 ? DoctorStatus.Note : DoctorStatus.Ok,
            requests == 0
                ? "No requests in this time."
                : Text($"{requests} requests: {differing} differ from the client's figure, {unexplained} of them unexplained; {unknown} of unknown models."),
            [.. agreements.Where(static one => one.IsDisagreement || one.Status == "unknown_model").SelectMany(Lines)]);
    }

    private static IEnumerable<string> Lines(PriceAgreement one)
    {
        yield return Text($"{one.Status}: {one.Requests} requests, ours {Money(one.OursUsd)}, reported {Money(one.ReportedUsd)}, counted {Money(one.CountedUsd)}");
        foreach (var example in one.Examples)
        {
            yield return Text(
                $"  {example.RequestKey} {example.Model} at {example.Time:yyyy-MM-dd HH:mm:ss}: ours {Money(example.OursUsd)}, reported {Money(example.ReportedUsd)}");
        }
    }

    private static string Money(decimal? amount) => amount is { } known ? "$" + known.ToString("0.######", CultureInfo.InvariantCulture) : "unknown";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
