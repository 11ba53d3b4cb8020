using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions;
using Coxswain.Storage.ClickHouse.Drift;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>A sidechain's copy of a message under a request id of its own, as side questions (/btw) leave it.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class SidechainReplayTests(UsageStoreBed bed)
{
    [Theory]
    [InlineData("main copy")]
    [InlineData("copy main")]
    [InlineData("main | copy")]
    [InlineData("copy | main")]
    [InlineData("copy | main | copy | main")]
    [InlineData("copy bigger | main")]
    [InlineData("main | copy | bigger")]
    public async Task Copy_does_not_count_beside_the_original_in_any_order(string told)
    {
        var room = await bed.OpenAsync();
        foreach (var insert in told.Split(" | "))
        {
            await room.WriteAsync([.. insert.Split(' ').Select(name => name == "main" ? Original(name) : Copy(name) with { OutputTokens = name == "bigger" ? 900 : 42 })]);
        }

        var request = Assert.Single(await room.RequestsAsync());

        Assert.Equal(("main", 42, "main"), (request.Key, request.Output, request.QueryClass));
        Assert.Equal((1, 0.01232m), (await room.OnlyRowAsync()).Totals switch { var t => (t.Requests, t.CostUsd) });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copy_does_not_count_beside_a_request_an_event_tells_of(bool eventFirst)
    {
        var room = await bed.OpenAsync();
        if (eventFirst)
        {
            await room.WriteAsync(UsageStoreRoom.Event("main", 0.01232));
        }

        await room.WriteAsync(Original("main"), Copy("copy"));
        if (!eventFirst)
        {
            await room.WriteAsync(UsageStoreRoom.Event("main", 0.01232));
        }

        Assert.Equal(("main", "agrees"), Assert.Single(await room.RequestsAsync()) switch { var r => (r.Key, r.Status) });
    }

    [Fact]
    public async Task Sidechain_request_an_event_tells_of_counts_and_its_copies_do_not()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Copy("asked"), Copy("replay") with { OutputTokens = 900 });
        await room.WriteAsync(UsageStoreRoom.Event("asked", 0.01232));

        Assert.Equal("asked", Assert.Single(await room.RequestsAsync()).Key);
    }

    [Fact]
    public async Task Both_count_when_events_tell_of_both()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Original("main"), Copy("side"));
        await room.WriteAsync(UsageStoreRoom.Event("main", 0.01232), UsageStoreRoom.Event("side", 0.01232));

        Assert.Equal(["main", "side"], (await room.RequestsAsync()).Select(request => request.Key));
    }

    [Fact]
    public async Task Of_copies_alone_the_largest_counts()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Copy("a") with { OutputTokens = 7 });
        await room.WriteAsync(Copy("b") with { OutputTokens = 900 }, Copy("c") with { OutputTokens = 8 });
        await room.WriteAsync(Copy("a") with { OutputTokens = 9 });

        Assert.Equal(("b", 900), Assert.Single(await room.RequestsAsync()) switch { var r => (r.Key, r.Output) });
    }

    [Fact]
    public async Task Of_equal_copies_alone_the_earliest_counts()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Copy("a") with { Time = UsageStoreRoom.Noon.AddHours(1) }, Copy("c"), Copy("b"));

        Assert.Equal("b", Assert.Single(await room.RequestsAsync()).Key);
    }

    [Fact]
    public async Task Subagents_with_messages_of_their_own_all_count()
    {
        var room = await bed.OpenAsync();
        var agent = Copy("").Context with { AgentId = "a1" };
        await room.WriteAsync(Original("main"), Copy("copy"));
        await room.WriteAsync([.. Enumerable.Range(0, 5).Select(i => Copy($"agent{i}") with { MessageId = $"msg_agent{i}", Context = agent })]);

        Assert.Equal(["agent0", "agent1", "agent2", "agent3", "agent4", "main"], (await room.RequestsAsync()).Select(request => request.Key));
    }

    [Fact]
    public async Task Requests_without_a_message_id_all_count()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Original("main") with { MessageId = "" }, Copy("a") with { MessageId = "" }, Copy("b") with { MessageId = "" });
        await room.WriteAsync(UsageStoreRoom.Event("event", 0.01232));

        Assert.Equal(["a", "b", "event", "main"], (await room.RequestsAsync()).Select(request => request.Key));
    }

    [Fact]
    public async Task Main_conversations_requests_with_one_message_id_all_count()
    {
        var room = await bed.OpenAsync();
        var fork = Original("").Context with { IsCopy = true };
        await room.WriteAsync(Original("a"), Original("b") with { Context = fork }, Copy("copy"), Copy("fork") with { Context = Copy("").Context with { IsCopy = true } });

        Assert.Equal(["a", "b"], (await room.RequestsAsync()).Select(request => request.Key));
    }

    [Fact]
    public async Task Requests_own_snapshots_are_no_copies_of_each_other()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Copy("a") with { OutputTokens = 1 });
        await room.WriteAsync(Copy("a"));

        Assert.Equal(("a", 42), Assert.Single(await room.RequestsAsync()) switch { var r => (r.Key, r.Output) });
    }

    [Fact]
    public async Task Span_of_the_store_does_not_reach_to_copies()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Original("main"), Copy("copy") with { Time = UsageStoreRoom.Noon.AddDays(1) });

        Assert.Equal(UsageStoreRoom.Noon, (await room.Store.ReadSpanAsync(CancellationToken.None))?.To);
    }

    [Fact]
    public async Task Doctor_does_not_take_a_copy_for_a_request_telemetry_lost()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Original("main"), Copy("copy"));
        await room.WriteAsync(UsageStoreRoom.Event("main", 0.01232));
        var day = new TimeRange(UsageStoreRoom.Noon.AddHours(-12), UsageStoreRoom.Noon.AddHours(12));

        var sources = Assert.Single(await new ClickHouseDriftStore(room.Client).ReadSourcesAsync(day, CancellationToken.None));

        Assert.Equal((1L, 1L, 0L), (sources.Requests, sources.Both, sources.RepairedByTranscript));
    }

    private static RequestFact Original(string key) => UsageStoreRoom.Fact(key) with { MessageId = "msg_1" };

    private static RequestFact Copy(string key) => Original(key) with { Context = Original(key).Context with { IsSidechain = true }, QuerySource = "" };
}
