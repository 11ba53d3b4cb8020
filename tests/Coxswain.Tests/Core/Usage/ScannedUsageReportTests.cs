using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Core.Usage;

public sealed class ScannedUsageReportTests
{
    private static readonly UsageFilter All = new(null, null, TimeZoneInfo.Utc, "", "", "");

    private static readonly ScannedUsage Usage = new(
        [Row("2026-11-01", "claude-haiku-4-5-20251001", 1m), Row("2026-11-02", "claude-opus-5-5", 5m), Row("2026-11-03", "claude-opus-5-5", 7m), Row("2026-11-03", "nobody", null)],
        Files: 1, UnreadableFiles: 0, Bytes: 1, Lines: 4, UsageLines: 4, DamagedLines: 0, InvalidCountLines: 0);

    [Fact]
    public void Days_weeks_months_and_models_are_summed_as_the_store_does()
    {
        Assert.Equal([("2026-11-01", 1m), ("2026-11-02", 5m), ("2026-11-03", 7m)], Costs(UsageGrouping.Daily));
        Assert.Equal([("2026-10-26", 1m), ("2026-11-02", 12m)], Costs(UsageGrouping.Weekly));
        Assert.Equal([("2026-11-01", 13m)], Costs(UsageGrouping.Monthly));
        Assert.Equal([("claude-opus-5-5", 12m), ("claude-haiku-4-5", 1m), ("nobody", null)], Costs(UsageGrouping.Model));
        Assert.Equal(1, ScannedUsageReport.Rows(UsageGrouping.Monthly, All, Usage)[0].Totals.UnknownCostRequests);
    }

    [Fact]
    public void Windows_of_whole_days_and_models_filter_and_everything_else_waits_for_an_import()
    {
        var second = new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(["2026-11-02"], ScannedUsageReport.Rows(UsageGrouping.Daily, All with { Since = second, Until = second.AddDays(1) }, Usage).Select(row => row.Key));
        Assert.Equal(["2026-11-01"], ScannedUsageReport.Rows(UsageGrouping.Daily, All with { Model = "claude-haiku-4-5" }, Usage).Select(row => row.Key));
        Assert.True(ScannedUsageReport.CanAnswer(UsageGrouping.Daily, All with { Since = second }));
        Assert.False(ScannedUsageReport.CanAnswer(UsageGrouping.Daily, All with { Since = second.AddHours(1) }));
        Assert.False(ScannedUsageReport.CanAnswer(UsageGrouping.Session, All));
        Assert.False(ScannedUsageReport.CanAnswer(UsageGrouping.Daily, All with { Project = "/shop" }));
    }

    private static IEnumerable<(string Key, decimal? Cost)> Costs(UsageGrouping grouping) =>
        ScannedUsageReport.Rows(grouping, All, Usage).Select(row => (row.Key, row.Totals.CostUsd));

    private static ScannedUsageRow Row(string day, string model, decimal? cost) => new(
        DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), model, 1, 10, 20, 30, 40, 50, 0, 1, 0, cost, cost is null ? 1 : 0,
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
}
