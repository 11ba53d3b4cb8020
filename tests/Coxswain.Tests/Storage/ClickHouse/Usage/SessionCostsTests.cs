using static Coxswain.Tests.Storage.ClickHouse.Usage.SeenCalls;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>What sessions cost, asked in one statement for those with a request since a time.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class SessionCostsTests(UsageStoreBed bed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whole_sessions_count_that_have_a_request_since_then_the_newest_first()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(
            Event("req_1", "s-old", -300), Event("req_2", "s-long", -300), Event("req_3", "s-long", 5), Event("req_4", "s-new", 10), Event("req_5", "s-new", 11), Event("req_6", "s-cheap", 12));

        Assert.Equal([("s-new", 2 * Cost), ("s-long", 2 * Cost)], await ReadAsync(room, UsageStoreRoom.Noon, 2 * Cost, 10));
        Assert.Equal([("s-new", 2 * Cost)], await ReadAsync(room, UsageStoreRoom.Noon, 2 * Cost, 1));
        Assert.Equal(["s-cheap", "s-new", "s-long", "s-old"], (await ReadAsync(room, UsageStoreRoom.Noon.AddDays(-1), 0.000000001m, 10)).Select(static one => one.Id));
        Assert.Empty(await ReadAsync(room, UsageStoreRoom.Noon.AddHours(1), 0, 10));
    }

    [Theory]
    [InlineData("/home/dev", "", 1)]
    [InlineData("/home/dev/shop/", "main", 1)]
    [InlineData("/home/dev/sho", "", 0)]
    [InlineData("", "other", 0)]
    public async Task Scope_is_what_counts(string project, string branch, int sessions)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("req_1"));

        Assert.Equal(sessions, (await room.Store.ReadSessionCostsAsync(UsageStoreRoom.Everything with { Since = UsageStoreRoom.Noon, Project = project, Branch = branch }, 0.001m, 10, Cancel)).Count);
    }

    private static async Task<(string Id, decimal Cost)[]> ReadAsync(UsageStoreRoom room, DateTimeOffset since, decimal least, int most)
        => [.. (await room.Store.ReadSessionCostsAsync(UsageStoreRoom.Everything with { Since = since }, least, most, Cancel)).Select(static one => (one.SessionId, one.CostUsd))];

    private static Coxswain.Core.Telemetry.LogRecord Event(string request, string session, int minutes)
        => UsageStoreRoom.Event(request, (double)Cost, ("session.id", session)) with { TimestampNs = UsageStoreRoom.Noon.AddMinutes(minutes).ToUnixTimeMilliseconds() * 1_000_000 };
}
