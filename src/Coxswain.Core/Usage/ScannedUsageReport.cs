using System.Globalization;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;

namespace Coxswain.Core.Usage;

/// <summary>Report rows out of a scan of the transcripts, for as long as the store is empty. A scan knows days and models, nothing finer.</summary>
internal static class ScannedUsageReport
{
    private static readonly string[] Sources = ["transcripts"];

    /// <summary>False for questions a scan cannot answer: other groupings, single projects or sessions, windows that cut a day.</summary>
    public static bool CanAnswer(UsageGrouping grouping, UsageFilter filter) =>
        grouping is UsageGrouping.Daily or UsageGrouping.Weekly or UsageGrouping.Monthly or UsageGrouping.Model
        && filter is { Project: "", Session: "" }
        && IsMidnight(filter.Since, filter.TimeZone)
        && IsMidnight(filter.Until, filter.TimeZone);

    /// <summary>As the store orders them: by time, models the dearest first.</summary>
    public static IReadOnlyList<UsageRow> Rows(UsageGrouping grouping, UsageFilter filter, ScannedUsage usage)
    {
        var model = ModelId.Normalise(filter.Model);
        var rows = usage.Rows
            .Where(row => Day(filter.Since, filter.TimeZone) is not { } since || row.Day >= since)
            .Where(row => Day(filter.Until, filter.TimeZone) is not { } until || row.Day < until)
            .Where(row => model.Length == 0 || ModelId.Normalise(row.Model) == model)
            .GroupBy(row => Key(grouping, row), StringComparer.Ordinal)
            .Select(group => new UsageRow(group.Key, "", "", group.Select(Totals).Aggregate((sum, next) => sum.Plus(next))));
        return grouping == UsageGrouping.Model
            ? [.. rows.OrderByDescending(row => row.Totals.CostUsd ?? -1).ThenBy(row => row.Key, StringComparer.Ordinal)]
            : [.. rows.OrderBy(row => row.Key, StringComparer.Ordinal)];
    }

    private static string Key(UsageGrouping grouping, ScannedUsageRow row) => grouping switch
    {
        UsageGrouping.Weekly => Text(row.Day.AddDays(-(((int)row.Day.DayOfWeek + 6) % 7))),
        UsageGrouping.Monthly => Text(new DateOnly(row.Day.Year, row.Day.Month, 1)),
        UsageGrouping.Model => ModelId.Normalise(row.Model),
        _ => Text(row.Day),
    };

    private static UsageTotals Totals(ScannedUsageRow row) => new(
        row.Requests,
        row.InputTokens,
        row.OutputTokens,
        row.CacheReadTokens,
        row.CacheWrite5mTokens,
        row.CacheWrite1hTokens,
        row.ThinkingTokens,
        row.ThinkingRequests,
        row.WebSearchRequests,
        UnknownTokenRequests: 0,
        CostUsd: row.CostUsd,
        UnknownCostRequests: row.UnpricedRequests,
        ReportedCostUsd: null,
        ReportedRequests: 0,
        Disagreements: 0,
        UnexplainedDisagreements: 0,
        [ModelId.Normalise(row.Model)],
        Sources,
        row.FirstRequest,
        row.LastRequest);

    private static bool IsMidnight(DateTimeOffset? time, TimeZoneInfo zone) => time is not { } at || TimeZoneInfo.ConvertTime(at, zone).TimeOfDay == TimeSpan.Zero;

    private static DateOnly? Day(DateTimeOffset? time, TimeZoneInfo zone) => time is { } at ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime) : null;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
