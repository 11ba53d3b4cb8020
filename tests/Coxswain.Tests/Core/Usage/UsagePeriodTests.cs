using System.Globalization;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Core.Usage;

/// <summary>Days, weeks and months that the window asked for cuts, or that are not over, are marked; whole ones are not.</summary>
public sealed class UsagePeriodTests
{
    private const string Now = "2026-11-25T11:30:00Z";

    [Theory]
    [InlineData("daily", "2026-11-18", true, false)]
    [InlineData("daily", "2026-11-19", false, false)]
    [InlineData("daily", "2026-11-25", false, true)]
    [InlineData("weekly", "2026-11-16", true, false)]
    [InlineData("weekly", "2026-11-23", false, true)]
    [InlineData("monthly", "2026-11-01", true, true)]
    [InlineData("model", "2026-11-18", false, false)]
    public void Last_seven_days_begin_in_the_middle_of_a_day(string report, string key, bool isPartial, bool isRunning) =>
        Assert.Equal((isPartial, isRunning), Marked(report, key, "Europe/Berlin", "2026-11-18T11:30:00Z", null));

    [Theory]
    [InlineData("2026-11-20", "2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z", false)]
    [InlineData("2026-11-20", "2026-11-19T23:00:01Z", "2026-11-20T23:00:00Z", true)]
    [InlineData("2026-11-20", "2026-11-19T23:00:00Z", "2026-11-20T22:59:59Z", true)]
    [InlineData("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", false)]
    [InlineData("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T22:00:00Z", true)]
    public void Day_is_whole_when_the_window_holds_all_its_hours_on_days_of_clock_changes_too(string key, string since, string until, bool isPartial) =>
        Assert.Equal((isPartial, false), Marked("daily", key, "Europe/Berlin", since, until));

    private static (bool, bool) Marked(string report, string key, string zone, string since, string? until)
    {
        var filter = new UsageFilter(Moment(since), until is null ? null : Moment(until), TimeZoneInfo.FindSystemTimeZoneById(zone), "", "", "");
        var answer = UsageReport.Of(
            Enum.Parse<UsageGrouping>(report, ignoreCase: true), filter, UsageReport.FromStore, Moment(Now), null, null, default, [new UsageRow(key, "", "", SomeUsage.Of(Moment(since)))]);
        return Assert.Single(answer.Rows) switch { var row => (row.IsPartial, row.IsRunning) };
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
