using Coxswain.Core.Kernel;
using Coxswain.Dashboard.Pages;

namespace Coxswain.Tests.Dashboard.Pages;

public sealed class PageFilterTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>00:30 of the 27th in Berlin is 23:30 of the 26th in UTC.</summary>
    private static readonly DateTimeOffset Late = new(2026, 11, 26, 23, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("today", "2026-11-27", 1)]
    [InlineData("7d", "2026-11-21", 7)]
    [InlineData("30d", "2026-10-29", 30)]
    [InlineData("nonsense", "2026-11-27", 1)]
    [InlineData(null, "2026-11-27", 1)]
    public void Range_begins_at_midnight_of_the_users_zone(string? word, string first, int days)
    {
        var filter = Read(word ?? "");

        Assert.Equal((DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture), days), filter.Days(Late, Berlin));
        Assert.Equal(Late, filter.Window(Late, Berlin).To);
        Assert.Null(filter.ToUsage(Late, Berlin).Until);
    }

    /// <summary>The clocks went back on 25 October: that day has 25 hours.</summary>
    [Fact]
    public void Days_of_ones_own_are_whole_and_both_inside()
    {
        var filter = Read("7d", "2026-10-24", "2026-10-25", "/home/dev/shop", "claude-opus-5-5");

        Assert.Equal(PageRange.Days, filter.Range);
        Assert.Equal(new TimeRange(new DateTimeOffset(2026, 10, 23, 22, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 25, 23, 0, 0, TimeSpan.Zero)), filter.Window(Late, Berlin));
        Assert.Equal("since=2026-10-24&until=2026-10-25&project=%2Fhome%2Fdev%2Fshop&model=claude-opus-5-5", filter.Query());
        Assert.Equal("range=today&project=%2Fhome%2Fdev%2Fshop&model=claude-opus-5-5", filter.Query("today"));
    }

    /// <summary>So far today against as much of yesterday.</summary>
    [Fact]
    public void Time_before_is_as_long_and_ends_at_the_same_hour()
    {
        var before = PageFilter.Everything.WindowBefore(Late, Berlin);

        Assert.Equal(new TimeRange(new DateTimeOffset(2026, 11, 25, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 25, 23, 30, 0, TimeSpan.Zero)), before);
    }

    private static PageFilter Read(string range = "", string since = "", string until = "", string project = "", string model = "") => PageFilterReader.Read(range, since, until, project, model, []);
}
