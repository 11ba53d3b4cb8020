using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Monitoring.Timeouts;

namespace Coxswain.Cli.Commands.Monitoring;

/// <summary>Writes for people which calls are likely to come too late.</summary>
internal static class TimeoutsView
{
    public static void Write(TimeoutReport report, CommandOutput output)
    {
        var zone = LocalZone.Of(output);
        if (report.State == "no_data")
        {
            output.WriteLine("No data: nothing is stored of how long calls took.");
        }
        else
        {
            output.WriteLine($"From {UsageFormat.Things(report.Calls, "call")} of {UsageFormat.Moment(report.HistoryFrom, zone)} to {UsageFormat.Moment(report.HistoryTo, zone)}{(report.IsCut ? " (the newest)" : "")}");
            output.WriteLine($"Longer than {RateText.Seconds(report.LimitMs)}: {Chance(report.All)}{Calibrated(report.WholeCalibration)}");
        }

        WriteUnderWay(report, output);
        if (report.Classes.Count > 0)
        {
            output.WriteLine("");
            output.WriteTable(new TableView(
                [new("model"), new("size"), new("calls", Number: true), new("median", Number: true, Rank: 2), new("p95", Number: true, Rank: 2), new("deadline", Number: true, Rank: 1), new("begins too late", Least: 18, Rank: 1), new("over two minutes", Least: 18)],
                [.. report.Classes.Select(static row => (IReadOnlyList<string>)
                [
                    UsageFormat.Said(row.ModelId), Size(row.Size.ToString(), row.IsStream), UsageFormat.Count(row.Calls), RateText.Seconds(row.MedianMs), RateText.Seconds(row.P95Ms), RateText.Seconds(row.DeadlineMs), Chance(row.Beginning), Chance(row.Whole),
                ])]));
        }
    }

    private static void WriteUnderWay(TimeoutReport report, CommandOutput output)
    {
        if (report.UnderWay is not { } calls)
        {
            output.WriteLine("Calls under way: unknown; only the daemon has a gateway (cox up).");
            return;
        }

        output.WriteLine($"Under way in the gateway: {UsageFormat.Count(calls.Count)}");
        if (calls.Count > 0)
        {
            output.WriteTable(new TableView(
                [new("model"), new("size"), new("lasted", Number: true), new("deadline", Number: true, Rank: 1), new("begins too late", Least: 18, Rank: 1), new("over two minutes", Least: 18)],
                [.. calls.Select(static one => (IReadOnlyList<string>)
                [
                    UsageFormat.Said(one.ModelId), Size(one.Size.ToString(), one.IsStream), RateText.Seconds(one.LastedMs), one.DeadlineMs is { } deadline ? RateText.Seconds(deadline) : "none",
                    one.HasBegun ? "has begun" : Chance(one.Beginning), one.IsPast ? "already" : Chance(one.Whole),
                ])]));
        }
    }

    private static string Size(string size, bool isStream) => size.ToLowerInvariant() + (isStream ? "" : ", no stream");

    private static string Chance(PassChance? chance) => chance is null
        ? "unknown"
        : string.Create(CultureInfo.InvariantCulture, $"{(chance.Chance < 0.001 ? "<0.1 %" : chance.Chance.ToString("P1", CultureInfo.InvariantCulture))}, {chance.Low:P1} to {chance.High:P1} (n {chance.Of:N0}{Like(chance.Like)})");

    private static string Like(LikeCalls like) => like switch { LikeCalls.Model => ", any size", LikeCalls.Size => ", any model", LikeCalls.All => ", all calls", _ => "" };

    private static string Calibrated(Calibration? calibration) => calibration is null
        ? " · not calibrated: too few calls"
        : string.Create(CultureInfo.InvariantCulture, $" · calibrated to ±{calibration.OffByPoints:F1} points (n {calibration.Calls:N0} later calls; {(calibration.IsBetterThanRate ? "" : "no better than the usual rate: ")}Brier {calibration.Brier:F4}, {calibration.BrierOfRate:F4} by the usual rate, skill {(calibration.Skill is { } skill ? skill.ToString("0.00;−0.00", CultureInfo.InvariantCulture) : "unknown")})");
}
