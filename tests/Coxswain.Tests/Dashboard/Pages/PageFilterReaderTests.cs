using Coxswain.Dashboard.Pages;

namespace Coxswain.Tests.Dashboard.Pages;

/// <summary>What of a filter cannot be read is left out and told: by name, and with what it may be.</summary>
public sealed class PageFilterReaderTests
{
    [Theory]
    [InlineData("bogus", "", "", PageRange.Today, "range=bogus is no range: today, 7d or 30d")]
    [InlineData("", "2026-11-20", "2026-11-19", PageRange.Today, "since=2026-11-20 is after until=2026-11-19")]
    [InlineData("7d", "2026-11-20", "2026-11-19", PageRange.Week, "This page shows 7 days.")]
    [InlineData("", "20.11.2026", "", PageRange.Today, "since=20.11.2026 is no day: give one of the years 2000 to 2199 as 2026-11-22")]
    [InlineData("", "2026-02-30", "2026-03-01", PageRange.Today, "since=2026-02-30 is no day")]
    [InlineData("30d", "2026-11-20", "tomorrow", PageRange.Month, "until=tomorrow is no day")]
    [InlineData("", "0001-01-01", "", PageRange.Today, "since=0001-01-01 is no day")]
    [InlineData("", "9999-12-31", "9999-12-31", PageRange.Today, "until=9999-12-31 is no day")]
    [InlineData("", "", "2026-11-20", PageRange.Today, "until=2026-11-20 has no since")]
    public void What_is_no_range_is_left_out_and_told(string range, string since, string until, PageRange shown, string told)
    {
        var problems = new List<string>();
        var filter = PageFilterReader.Read(range, since, until, "", "", problems);

        Assert.Equal((shown, null, null), (filter.Range, filter.From, filter.To));
        Assert.Contains(problems, problem => problem.Contains(told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("today", "", "")]
    [InlineData("30d", "", "")]
    [InlineData("", "2026-11-20", "")]
    [InlineData("7d", "2026-11-20", "2026-11-20")]
    public void Of_what_can_be_read_nothing_is_told(string range, string since, string until)
    {
        var problems = new List<string>();
        _ = PageFilterReader.Read(range, since, until, new string('x', PageFilter.LongestText), "", problems);

        Assert.Empty(problems);
    }

    /// <summary>However long, and however late in the address: a form's other fields do not push it out.</summary>
    [Theory]
    [InlineData("project", PageFilter.LongestText + 1)]
    [InlineData("model", PageRequest.LongestExtra + 1)]
    public void Name_longer_than_any_is_left_out_and_told(string name, int length)
    {
        var fields = Enumerable.Range(0, 40).Select(static i => KeyValuePair.Create($"x{i}", "y")).Append(KeyValuePair.Create("range", "7d")).Append(KeyValuePair.Create(name, new string('n', length)));
        var request = PageRequest.Of("", fields);

        Assert.Equal(PageFilter.Everything with { Range = PageRange.Week }, request.Filter);
        Assert.Contains($"{name}=nnn", Assert.Single(request.Problems), StringComparison.Ordinal);
        Assert.Contains("at most 1024 characters", request.Problems[0], StringComparison.Ordinal);
    }
}
