using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Monitoring.Errors;

namespace Coxswain.Cli.Commands.Monitoring;

/// <summary>Writes for people how often requests failed.</summary>
internal static class ErrorsView
{
    private const int MostErrors = 10;

    public static void Write(ErrorRateReport report, CommandOutput output)
    {
        var zone = LocalZone.OfReport(report.TimeZone);
        output.WriteLine($"{(report.Since is { } since ? UsageFormat.Moment(since, zone) : "the beginning")} to {UsageFormat.Moment(report.Until ?? report.AsOf, zone)} {report.TimeZone} · {UsageFormat.Things(report.GivenUp.Of, "request")}{(report.Sources.Count > 0 ? " · " + string.Join(", ", report.Sources) : "")}");
        if (report.State == "no_data")
        {
            output.WriteLine("No data: no request is stored of this time.");
            return;
        }

        output.WriteLine($"Given up: {RateText.Whole(report.GivenUp)}{Trend(report.Trend)}");
        output.WriteLine($"Failed tries: {(report.IsTriesLeast ? "at least " : "")}{RateText.Whole(report.FailedTries)} of tries; hidden by the gateway: {UsageFormat.Count(report.HiddenTries)}");
        output.WriteLine($"Recovered: {RateText.Whole(report.Recovered)} of requests that met a failure; by the client {RateText.Of(report.RecoveredByClient)}, by the gateway {RateText.Of(report.RecoveredByGateway)}{(report.UnknownEnds > 0 ? $"; of {UsageFormat.Count(report.UnknownEnds)} more the end is not known" : "")}");
        if (report.IsCut)
        {
            output.WriteLine($"Only the newest {UsageFormat.Count(ErrorRates.Most)} failures were looked at.");
        }

        WriteTables(report, zone, output);
        WriteSuggestions(report, output);
        if (report.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(report.PendingRows));
        }
    }

    private static void WriteTables(ErrorRateReport report, TimeZoneInfo zone, CommandOutput output)
    {
        if (report.Classes.Count > 0)
        {
            output.WriteLine("");
            output.WriteTable(new TableView(
                [new("failure"), new("given up", Number: true), new("rate", Least: 20), new("failed tries", Number: true, Rank: 1), new("hidden", Number: true, Rank: 2), new("recovered", Rank: 1, Least: 20)],
                [.. report.Classes.Select(static row => (IReadOnlyList<string>)[row.Class, UsageFormat.Count(row.GivenUp.Count), RateText.Rate(row.GivenUp), UsageFormat.Count(row.FailedTries), UsageFormat.Count(row.HiddenTries), RateText.Whole(row.Recovered)])]));
        }

        if (report.LastErrors.Count > 0)
        {
            output.WriteLine("");
            output.WriteTable(new TableView(
                [new("time"), new("failure"), new("status", Rank: 2), new("model", Rank: 1), new("became"), new("session", Rank: 3)],
                [.. report.LastErrors.Take(MostErrors).Select(one => (IReadOnlyList<string>)
                [
                    UsageFormat.Moment(one.Time, zone), one.Class, one.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "none", UsageFormat.Said(one.Model),
                    one.Became.Replace('_', ' ') + (one.By.Length > 0 ? $" by {one.By.Replace('_', ' ')}" : ""), UsageFormat.Said(one.SessionId.Length > 8 ? one.SessionId[..8] : one.SessionId),
                ])]));
        }
    }

    private static void WriteSuggestions(ErrorRateReport report, CommandOutput output)
    {
        foreach (var one in report.Suggestions)
        {
            output.WriteLine($"* {one.Text}{(one.Command is { } command ? $" {command}" : "")}");
            output.WriteLine($"  Because: {one.Evidence}");
        }
    }

    private static string Trend(ErrorTrend? trend) => trend switch
    {
        null => "",
        { ChangePoints: { } change } => string.Create(CultureInfo.InvariantCulture, $"; {change:+0.0;-0.0;0.0} points against {RateText.Whole(trend.Before)} before{(trend.IsMoreThanChance ? ", more than chance" : ", within chance")}"),
        _ => "; nothing is stored of the time before",
    };
}
