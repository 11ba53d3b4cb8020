using Coxswain.Dashboard.Pages;

namespace Coxswain.Tests.Dashboard.Pages;

public sealed class PageRequestTests
{
    [Fact]
    public void Address_of_the_same_question_is_the_same_whatever_its_order()
    {
        var one = PageRequest.Of("s", [KeyValuePair.Create("kind", "tool"), KeyValuePair.Create("range", "7d"), KeyValuePair.Create("part", "2")]);
        var other = PageRequest.Of("s", [KeyValuePair.Create("part", "2"), KeyValuePair.Create("range", "7d"), KeyValuePair.Create("kind", "tool"), KeyValuePair.Create("kind", "error")]);

        Assert.Equal("range=7d&kind=tool&part=2", one.Query());
        Assert.Equal(one.Query(), other.Query());
        Assert.Equal("range=7d&kind=error", one.Query(("kind", "error"), ("part", "")));
    }

    [Fact]
    public void Address_brings_no_more_than_a_page_takes()
    {
        var request = PageRequest.Of("", Enumerable.Range(0, 100).Select(static i => KeyValuePair.Create($"x{i}", new string('y', i == 0 ? PageRequest.LongestExtra + 1 : 1))));

        Assert.Equal(PageRequest.MostExtras, request.Extras.Count);
        Assert.Equal("", request["x0"]);
        Assert.Equal("", request["nothing"]);
    }
}
