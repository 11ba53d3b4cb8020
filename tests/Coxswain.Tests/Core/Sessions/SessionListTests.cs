using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions;

namespace Coxswain.Tests.Core.Sessions;

public sealed class SessionListTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Prices = new(2026, 11, 1);
    private static readonly SessionFilter Two = new("/work", "", Noon.AddDays(-7), 2);

    [Fact]
    public void List_says_what_was_asked_what_it_rests_on_and_how_fresh_it_is()
    {
        var list = SessionList.Of(Two, [Session("a", "transcripts"), Session("b", "otlp", "transcripts")], new TimeRange(Noon.AddDays(-9), Noon), Noon.AddHours(1), Prices, 5, 2);

        Assert.Equal(("ok", "/work", Noon.AddDays(-7), 2, false), (list.State, list.Project, list.Since, list.Limit, list.HasMore));
        Assert.Equal((Noon.AddHours(1), Noon.AddDays(-9), Noon, Prices, 5, 2), (list.AsOf, list.OldestEvent, list.NewestEvent, list.PricesPublished, list.PendingRows, list.Damage));
        Assert.Equal(["otlp", "transcripts"], list.Sources);
    }

    [Fact]
    public void One_more_than_asked_for_is_left_out_and_said()
    {
        var list = SessionList.Of(Two, [Session("a"), Session("b"), Session("c")], null, Noon, Prices, 0, 0);

        Assert.True(list.HasMore);
        Assert.Equal(["a", "b"], list.Sessions.Select(session => session.SessionId));
    }

    [Fact]
    public void Empty_list_is_no_data_and_an_empty_store_has_no_times()
    {
        var list = SessionList.Of(Two, [], null, Noon, Prices, 0, 0);

        Assert.Equal(("no_data", null, null), (list.State, list.OldestEvent, list.NewestEvent));
    }

    private static SessionSummary Session(string id, params string[] sources) => new(id, "", "/work", "", "", "", Noon, Noon, 1, 1, 1, 1, 1, 0, 1m, 0, null, [], sources);
}
