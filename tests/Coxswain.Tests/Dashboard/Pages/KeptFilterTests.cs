using Coxswain.Dashboard.Pages;

namespace Coxswain.Tests.Dashboard.Pages;

public sealed class KeptFilterTests
{
    private static readonly KeptFilter Week = KeptFilter.Of(PageFilter.Everything with { Range = PageRange.Week, Project = "/home/dev/a&b" });

    [Theory]
    [InlineData("/", "/?range=7d&project=%2Fhome%2Fdev%2Fa%26b")]
    [InlineData("/sql?saved=x", "/sql?saved=x&range=7d&project=%2Fhome%2Fdev%2Fa%26b")]
    [InlineData("/settings?edit=x#setting-x", "/settings?edit=x&range=7d&project=%2Fhome%2Fdev%2Fa%26b#setting-x")]
    [InlineData("/budgets#set", "/budgets?range=7d&project=%2Fhome%2Fdev%2Fa%26b#set")]
    [InlineData("/costs?since=2026-11-01&until=2026-11-01", "/costs?since=2026-11-01&until=2026-11-01")]
    [InlineData("/costs?model=m", "/costs?model=m")]
    [InlineData("#main", "#main")]
    [InlineData("", "")]
    [InlineData("https://example.com/", "https://example.com/")]
    public void Address_of_a_page_takes_the_filter_along_unless_it_says_its_own(string address, string kept) => Assert.Equal(kept, Week.On(address));

    [Fact]
    public void Where_nobody_chose_anything_addresses_stay_short() => Assert.Equal("/sql", KeptFilter.Of(PageFilter.Everything).On("/sql"));
}
