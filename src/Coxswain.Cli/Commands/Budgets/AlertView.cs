using System.Globalization;
using System.Text.Json;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>Writes alerts for people.</summary>
internal static class AlertView
{
    public static void Write(AlertReport report, CommandOutput output)
    {
        var zone = LocalZone.OfReport(report.TimeZone);
        if (report.Alerts.Count == 0)
        {
            output.WriteLine("No threshold of a budget was crossed. How far budgets are used: cox budget-status");
        }
        else
        {
            output.WriteTable(new TableView(
                [new("at", Least: 16), new("budget", Least: 8), new("of", Rank: 2, Least: 14), new("reached", Number: true), new("spent", Number: true, Rank: 1), new("limit", Number: true, Rank: 1), new("message", Rank: 3, Least: 20), new("told", Rank: 1, Least: 12)],
                [.. report.Alerts.Select(alert => Cells(alert, zone))]));
        }

        foreach (var channel in report.Channels.Where(static one => one.IsSetUp && (one.Owed > 0 || one.Problem is not null)))
        {
            output.WriteLine(Text(channel));
        }
    }

    /// <summary>One alert on one line.</summary>
    public static string Line(AlertRow alert, TimeZoneInfo zone)
        => $"{UsageFormat.Moment(alert.At, zone)} {alert.Message}: budget {alert.Budget}, {alert.Percent} % reached with {UsageFormat.Money(alert.SpentUsd)} of {UsageFormat.Money(alert.LimitUsd)} ({Of(alert)})";

    public static string Json(AlertRow alert) => JsonSerializer.Serialize(alert, JsonSerializerOptions.Web);

    private static string[] Cells(AlertRow alert, TimeZoneInfo zone) =>
    [
        UsageFormat.Moment(alert.At, zone),
        alert.Budget,
        Of(alert),
        $"{alert.Percent} %",
        UsageFormat.Money(alert.SpentUsd),
        UsageFormat.Money(alert.LimitUsd),
        alert.Message,
        alert.Deliveries.Count == 0 ? "only kept" : string.Join(", ", alert.Deliveries.Select(Told)),
    ];

    private static string Of(AlertRow alert) => $"{alert.Period.ToString().ToLowerInvariant()} {alert.Span}";

    private static string Told(AlertDelivery delivery) => delivery switch
    {
        { TakenAt: not null } => delivery.Channel,
        { Failures: 0 } => $"{delivery.Channel} (waits)",
        _ => string.Create(CultureInfo.InvariantCulture, $"{delivery.Channel} (failed {delivery.Failures} times, tried again)"),
    };

    private static string Text(ChannelRow channel) => string.Create(
        CultureInfo.InvariantCulture, $"{channel.Name}: {UsageFormat.Things(channel.Owed, "alert")} not taken yet{(channel.Problem is { } problem ? $"; last try: {problem}" : "")}.");
}
