using CsCheck;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Core.Usage;

public sealed class UsageQuestionReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-22", "UTC", "2026-11-22T00:00:00Z")]
    [InlineData("20261122", "Europe/Berlin", "2026-11-21T23:00:00Z")]
    [InlineData("2026-11-22T14:30", "America/New_York", "2026-11-22T19:30:00Z")]
    [InlineData("2026-11-22 14:30:15", "UTC", "2026-11-22T14:30:15Z")]
    [InlineData("2026-11-22T14:30:00Z", "Europe/Berlin", "2026-11-22T14:30:00Z")]
    [InlineData("2026-11-22T14:30:00+02:00", "Europe/Berlin", "2026-11-22T12:30:00Z")]
    [InlineData("7d", "Europe/Berlin", "2026-11-15T12:00:00Z")]
    [InlineData("12h", "UTC", "2026-11-22T00:00:00Z")]
    [InlineData("2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z")]
    [InlineData("2026-09-06", "America/Santiago", "2026-09-06T04:00:00Z")]
    public void Start_is_understood_in_the_askers_time_zone(string text, string zone, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Filter(since: text, zone: zone).Since);

    [Fact]
    public void End_day_counts_whole_also_when_it_has_twenty_five_hours()
    {
        var filter = Filter(since: "2026-10-25", until: "2026-10-25", zone: "Europe/Berlin");

        Assert.Equal(TimeSpan.FromHours(25), filter.Until - filter.Since);
    }

    [Fact]
    public void Every_problem_is_named()
    {
        var problems = new Dictionary<string, string>();

        UsageQuestionReader.Read(new UsageQuestion("hourly", "tomorrow", "2026-13-01", "Mars/Olympus", "", "", new string('x', 5000)), Now, problems);

        Assert.Equal(["report", "session", "since", "timezone", "until"], problems.Keys.Order());
    }

    [Fact]
    public void Window_must_not_end_before_it_starts()
    {
        var problems = new Dictionary<string, string>();

        UsageQuestionReader.Read(new UsageQuestion("daily", "2026-11-22", "2026-11-20", "", "", "", ""), Now, problems);

        Assert.Equal(["until"], problems.Keys);
    }

    [Theory]
    [InlineData("0d")]
    [InlineData("00h")]
    [InlineData("-1d")]
    [InlineData("d")]
    public void Age_of_nothing_is_none(string since)
    {
        var problems = new Dictionary<string, string>();

        UsageQuestionReader.Read(new UsageQuestion("daily", since, "", "", "", "", ""), Now, problems);

        Assert.Equal(["since"], problems.Keys);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    [InlineData("daily,weekly")]
    public void Only_names_of_reports_are_reports(string report)
    {
        var problems = new Dictionary<string, string>();

        UsageQuestionReader.Read(new UsageQuestion(report, "", "", "", "", "", ""), Now, problems);

        Assert.Equal(["report"], problems.Keys);
    }

    [Fact]
    public void Any_text_is_understood_or_refused_never_thrown_over() =>
        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.String).Sample((report, since, until, zone) =>
            UsageQuestionReader.Read(new UsageQuestion(report, since, until, zone, "", "", ""), Now, []));

    [Fact]
    public void Ages_and_days_of_any_length_are_understood_or_refused() =>
        Gen.Select(Gen.UInt, Gen.Char["dhDx "]).Sample((count, unit) =>
            UsageQuestionReader.Read(new UsageQuestion("daily", $"{count}{unit}", $"{count}", "", "", "", ""), Now, []));

    private static UsageFilter Filter(string since = "", string until = "", string zone = "")
    {
        var problems = new Dictionary<string, string>();
        var (_, filter) = UsageQuestionReader.Read(new UsageQuestion("daily", since, until, zone, "", "", ""), Now, problems);
        Assert.Empty(problems);
        return filter;
    }
}
