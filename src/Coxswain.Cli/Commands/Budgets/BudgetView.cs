using System.Globalization;
using Coxswain.Cli.Commands.Usage;
using Coxswain.Cli.Output;
using Coxswain.Core.Budgets;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Cli.Commands.Budgets;

/// <summary>Writes budgets for people.</summary>
internal static class BudgetView
{
    public static void Write(BudgetReport report, CommandOutput output)
    {
        var zone = LocalZone.OfReport(report.TimeZone);
        if (report.Budgets.Count == 0)
        {
            output.WriteLine("No budget is set. Set one: cox budget set day 20");
            return;
        }

        output.WriteLine($"Budgets · {UsageFormat.Moment(report.AsOf, zone)} {report.TimeZone} · by all requests that are stored, whoever told of them");
        output.WriteLine("");
        output.WriteTable(new TableView(
            [
                new("budget", Least: 8), new("counts", Rank: 3, Least: 12), new("since", Rank: 2, Least: 16), new("requests", Number: true, Rank: 4),
                new("spent", Number: true), new("limit", Number: true), new("used", Number: true), new("left", Number: true, Rank: 1), new("steps", Rank: 3, Least: 10), new("last request", Rank: 5, Least: 16),
            ],
            [.. report.Budgets.Select(row => Cells(row, zone))]));
        foreach (var row in report.Budgets)
        {
            if (row is { Forecast: { } forecast, Until: { } until })
            {
                output.WriteLine($"{row.Name}: {Foretold(forecast, until, zone)}");
            }
        }

        if (report.Budgets.Any(static row => row.UnknownCostRequests > 0))
        {
            output.WriteLine("+? : some requests have no known cost, so that more was spent: cox usage model");
        }

        if (report.Budgets.Any(static row => row is { Period: BudgetPeriod.Session, Requests: null }))
        {
            output.WriteLine("A session's budget is compared with a session: --current-session or --session <id>.");
        }

        foreach (var row in report.Budgets.Where(static row => row is { BlockFromPercent: not null, UsedPercent: not null } && row.UsedPercent >= row.BlockFromPercent))
        {
            output.WriteLine(row.Override is { } change
                ? $"{row.Name}: used up, and overridden until {UsageFormat.Moment(change.Until, zone)} ({change.Why})."
                : $"{row.Name}: used up: hooks refuse prompts (cox connect --budgets), and the gateway calls. Go on for a while: cox budget override {row.Name} --for 1h --why \"…\"");
        }

        foreach (var row in report.Budgets.Where(static row => row.UnderWayCalls + row.UnseenCalls > 0))
        {
            string[] open =
            [
                .. row.UnderWayCalls > 0 ? [$"{UsageFormat.Things(row.UnderWayCalls, "call")} under way (at most about {UsageFormat.Money(row.UnderWayUsd)})"] : Array.Empty<string>(),
                .. row.UnseenCalls > 0 ? [$"{UsageFormat.Things(row.UnseenCalls, "call")} sent by a daemon that was killed (at most about {UsageFormat.Money(row.UnseenUsd)})"] : Array.Empty<string>(),
            ];
            output.WriteLine($"{row.Name}: with {string.Join(" and ", open)}.");
        }

        if (report.LastAlert is { } alert)
        {
            output.WriteLine($"Last alert: {AlertView.Line(alert, zone)}. All: cox alerts");
        }

        if (report.PendingRows > 0)
        {
            output.WriteLine(UsageFormat.Pending(report.PendingRows));
        }
    }

    private static string[] Cells(BudgetRow row, TimeZoneInfo zone) =>
    [
        row.Name,
        Counts(row),
        row.From is { } from ? UsageFormat.Moment(from, zone) : "-",
        row.Requests is { } requests ? UsageFormat.Count(requests) : "-",
        row.Requests is null ? "-" : UsageFormat.Cost(row.SpentUsd, row.UnknownCostRequests),
        UsageFormat.Money(row.LimitUsd),
        row.UsedPercent is { } percent ? Percent(percent) : row.Requests is null ? "-" : "unknown",
        row.LeftUsd is { } left ? left < 0 ? $"{UsageFormat.Money(-left)}{(row.UnknownCostRequests > 0 ? "+?" : "")} over" : $"{(row.UnknownCostRequests > 0 ? "at most " : "")}{UsageFormat.Money(left)}" : row.Requests is null ? "-" : "unknown",
        Steps(row),
        row.LastRequest is { } last ? UsageFormat.Moment(last, zone) : "-",
    ];

    /// <summary>Every amount is an estimate, and says so.</summary>
    internal static string Foretold(ForecastRow forecast, DateTimeOffset until, TimeZoneInfo zone)
    {
        var crossing = forecast switch
        {
            { IsReached: true } => "the limit is reached",
            { ReachedProbability: null } => "",
            { ReachedAt: { } at } => $"the limit is reached about {UsageFormat.Moment(at, zone)} ({(forecast.ReachedEarliest is { } early ? UsageFormat.Moment(early, zone) : "not told")} to {(forecast.ReachedLatest is { } late ? UsageFormat.Moment(late, zone) : "not in this period")}), with a chance of {Chance(forecast)}",
            _ => $"the limit is reached in it with a chance of {Chance(forecast)}",
        };
        return forecast is { MedianUsd: { } median, LowUsd: { } low, HighUsd: { } high, ExpectedUsd: { } mean }
            ? $"about {UsageFormat.Money(median)} by {UsageFormat.Moment(until, zone)} (80 % interval {UsageFormat.Money(low)} to {UsageFormat.Money(high)}, mean {UsageFormat.Money(mean)}; an estimate from {UsageFormat.Things(forecast.DaysUsed, "day")}){(crossing.Length > 0 ? "; " + crossing : "")}."
            : $"no forecast: {forecast.Missing}{(crossing.Length > 0 ? "; " + crossing : "")}.";
    }

    /// <summary>What was set, without how far it is used.</summary>
    internal static string Described(BudgetRow row) => $"{UsageFormat.Money(row.LimitUsd)} for {Counts(row)}, {Steps(row)}";

    private static string Chance(ForecastRow forecast) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round((forecast.ReachedProbability ?? 0) * 100):0} %");

    private static string Counts(BudgetRow row) => (row.Period switch
    {
        BudgetPeriod.Session => row.Session.Length > 0 ? $"session {row.Session}" : "each session",
        BudgetPeriod.Request => "each request",
        BudgetPeriod.Day => "today",
        BudgetPeriod.Week => "this week",
        _ => "this month",
    }) + (row.Project.Length > 0 ? $" in {row.Project}" : "") + (row.Branch.Length > 0 ? $" on {row.Branch}" : "") + (row.User.Length > 0 ? $" by {row.User}" : "");

    private static string Steps(BudgetRow row)
    {
        (string Name, int? From)[] all =
        [
            ("notify", row.NotifyFromPercent), ("advise", row.AdviseFromPercent), ("downshift", row.DownshiftFromPercent), ("pause subagents", row.PauseSubagentsFromPercent), ("block", row.BlockFromPercent),
        ];
        var asked = all.Where(static step => step.From is not null).Select(static step => string.Create(CultureInfo.InvariantCulture, $"{step.Name} {step.From} %")).ToList();
        return asked.Count > 0 ? string.Join(", ", asked) : "only counted";
    }

    // Never rounded up to the limit.
    private static string Percent(double percent) => (Math.Floor(percent * 10) / 10).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
