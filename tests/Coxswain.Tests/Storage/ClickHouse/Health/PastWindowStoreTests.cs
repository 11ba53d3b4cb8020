using Coxswain.Core.Health;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Sessions.Timeline;
using Coxswain.Storage.ClickHouse.Health;
using Coxswain.Storage.ClickHouse.Sessions;
using Coxswain.Tests.Storage.ClickHouse.Sessions;
using Coxswain.Tests.Storage.ClickHouse.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Health;

[Collection(nameof(UsageStoreTestGroup))]
public sealed class PastWindowStoreTests(UsageStoreBed bed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_window_ends_with_the_newest_request_of_the_main_conversation()
    {
        var room = await bed.OpenAsync();
        // 120 + 5,000 + 2,000 each, but for the last one's 9,000 read; the subagent's own window is another.
        await room.WriteAsync(
            UsageStoreRoom.Fact("r1"),
            UsageStoreRoom.Fact("r2") with { Time = UsageStoreRoom.Noon.AddMinutes(1), InputTokens = 30_000 },
            UsageStoreRoom.Fact("r3") with { Time = UsageStoreRoom.Noon.AddMinutes(2), CacheReadTokens = 9_000 },
            UsageStoreRoom.Fact("r4") with { Time = UsageStoreRoom.Noon.AddMinutes(3), InputTokens = 99_000, QuerySource = "agent:builtin:Explore", Context = UsageStoreRoom.Fact("r4").Context with { AgentId = "a1", IsSidechain = true } });
        await room.WriteAsync(UsageStoreRoom.Event("r3", 0.1));

        var one = Assert.Single(await new ClickHousePastWindowStore(room.Client).ReadAsync("", null, 10, Cancel));

        Assert.Equal(("session-1", 3, 11_120L, 37_000L), (one.SessionId, one.Requests, one.EndTokens, one.MostTokens));
        Assert.Equal((0, 0, 0), (one.AutoCompactions, one.ManualCompactions, one.OtherCompactions));
        Assert.Null(one.WindowTokens);
    }

    /// <summary>A title is a call beside the conversation: whether a transcript or telemetry tells of that, or nobody but the gateway does.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_small_call_only_the_gateway_saw_is_not_taken_for_the_window(bool isToldElsewhere)
    {
        var room = await bed.OpenAsync();
        if (isToldElsewhere)
        {
            await room.WriteAsync(UsageStoreRoom.Fact("req_1"));
        }

        // The client's own request is the same one, seen on its way.
        await SeenCalls.WriteAsync(room, SeenCalls.Call("c1", "req_1", SeenCalls.Claude));
        var title = SeenCalls.Claude with { RequestClass = isToldElsewhere ? "" : "auxiliary" };
        await SeenCalls.WriteAsync(room, SeenCalls.After(5, SeenCalls.Call("c2", "req_2", title) with { Tokens = new TokenUsage(22, 42, 0, 0, 0, 0, "standard", "standard", "") }));

        var window = Assert.Single(await new ClickHousePastWindowStore(room.Client).ReadAsync("", null, 10, Cancel));
        var moments = await new ClickHouseSessionTimelineStore(room.Client).ReadAsync("session-1", 100, Cancel);

        Assert.Equal((1, 7120L, 7120L), (window.Requests, window.EndTokens, window.MostTokens));
        Assert.Equal(["main 7120", "auxiliary 22"], moments.Where(static one => one.Kind == MomentKind.Request).Select(static one => $"{one.Detail} {one.Tokens}"));
    }

    [Fact]
    public async Task Captured_compaction_is_counted_and_the_models_window_put_beside()
    {
        var store = await CapturedSessions.ImportAsync(bed, "compacted-forked");
        _ = store;
        var history = await HealthHistory.ReadAsync(new ClickHousePastWindowStore(bed.Room.Client), ModelCatalog.Shipped(), "", null, 1, UsageStoreRoom.Noon, Cancel);

        Assert.True(history.HasMore);
        var all = await HealthHistory.ReadAsync(new ClickHousePastWindowStore(bed.Room.Client), ModelCatalog.Shipped(), "/home/dev/shop", null, 10, UsageStoreRoom.Noon, Cancel);
        var compacted = Assert.Single(all.Sessions, one => one.SessionId == "ab01ec72-f494-440b-ba87-b61b122b5bd4");
        Assert.Equal((1, 0), (compacted.ManualCompactions, compacted.AutoCompactions));
        Assert.Equal(0.00712, compacted.EndOccupancy);
        Assert.Empty((await HealthHistory.ReadAsync(new ClickHousePastWindowStore(bed.Room.Client), ModelCatalog.Shipped(), "/home/dev/sho", null, 10, UsageStoreRoom.Noon, Cancel)).Sessions);
    }
}
