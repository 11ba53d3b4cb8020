using Coxswain.Core.Sessions;
using Coxswain.Core.Usage.Caching;
using Coxswain.Storage.ClickHouse.Usage.Caching;
using Coxswain.Testing.Transcripts;
using Coxswain.Tests.Core.Sessions.Reading;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

[Collection(nameof(UsageStoreTestGroup))]
public sealed class CacheStoreTests(UsageStoreBed bed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The scripted upstream answered every call of the capture with 5,000 reads and 2,000 writes: by its own counts each turn after the first lost 2,000 tokens, and nothing tells why.</summary>
    [Fact]
    public async Task Captured_session_is_told_with_its_prompts()
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, "subagent");

        var requests = await new ClickHouseCacheStore(room.Client).ReadRequestsAsync(UsageStoreRoom.Everything, 100, Cancel);
        var turns = new CacheLedger(room.Book).Read(requests, []).ToList();

        Assert.Equal(["", "", "", "", "a66b176954f7d5c01"], requests.Select(static request => request.AgentId).Order());
        Assert.All(requests, static request =>
        {
            Assert.Equal((TimeSpan.FromMinutes(5), "medium", "2.1.330"), (request.RequestedLifetime, request.Effort, request.Version));
            Assert.True(request is { SentAt: not null, SystemHash.Length: 32, ToolsHash.Length: 32, ParametersHash.Length: 32, Project.Length: > 0 });
        });
        Assert.Equal([(2, null), (4, 2), (6, 4), (8, 6)], requests.Where(static request => request.AgentId.Length == 0).Select(static request => (request.Messages, request.KeptMessages)));
        Assert.Equal(2, turns.Count(static turn => turn.IsFirst));
        Assert.All(turns.Where(static turn => !turn.IsFirst), static turn => Assert.Equal((7000L, 2000L, CacheLossCauses.None, null), (turn.ExpectedReadTokens, turn.LostTokens, turn.Causes, turn.Untold)));
        // 2,000 tokens of Opus 5.5: written for $5, read for $0.20 the million.
        Assert.All(turns.Where(static turn => turn.IsLost), static turn => Assert.Equal(0.0096m, turn.LossUsd));
    }

    [Fact]
    public async Task Changed_tools_and_compactions_reach_the_ledger()
    {
        var room = await bed.OpenAsync();
        var noon = UsageStoreRoom.Noon;
        var context = UsageStoreRoom.Fact("a").Context;
        await room.WriteAsync(new TranscriptBatch
        {
            Cursor = new TranscriptCursor("file", 0, 0, ""),
            Sessions = [new SessionFact(context, "", 0, noon, noon.AddMinutes(9))],
            Requests = [Request("a", 0, 0, 9000), Request("b", 1, 0, 9500), Request("c", 2, 4000, 500)],
            Outlines = [Outline("a", 0, "one"), Outline("b", 1, "two"), Outline("c", 2, "two")],
            Shapes = [Shape("one", "t1"), Shape("two", "t2")],
            Compactions = [new CompactionFact(context, "u", noon.AddSeconds(90), "manual", 9000, 4000, 10)],
        });
        var store = new ClickHouseCacheStore(room.Client);

        var turns = new CacheLedger(room.Book).Read(
            await store.ReadRequestsAsync(UsageStoreRoom.Everything with { Since = noon.AddSeconds(100) }, 100, Cancel),
            await store.ReadCompactionsAsync(UsageStoreRoom.Everything, 100, Cancel)).ToList();

        Assert.Equal([CacheLossCauses.None, CacheLossCauses.Tools, CacheLossCauses.HistoryEdit], turns.Select(static turn => turn.Causes));
        Assert.Empty(await store.ReadRequestsAsync(UsageStoreRoom.Everything with { Since = noon.AddHours(1) }, 100, Cancel));
        Assert.Empty(await store.ReadRequestsAsync(UsageStoreRoom.Everything with { Session = "other" }, 100, Cancel));

        RequestFact Request(string key, int minute, long read, long write) =>
            UsageStoreRoom.Fact(key) with { Time = noon.AddMinutes(minute).AddSeconds(2), CacheReadTokens = read, CacheWrite5mTokens = write };

        RequestOutlineFact Outline(string key, int minute, string shape) => new(key, noon.AddMinutes(minute), shape, "p", 0, null, TimeSpan.FromHours(1));

        RequestShapeFact Shape(string hash, string tools) => new(context, hash, noon, 1, 1, [], 1) { SystemHash = "s", ToolsHash = tools };
    }

    [Fact]
    public async Task Request_only_an_event_tells_was_sent_when_it_began_and_nobody_knows_how_long_its_writes_are_kept()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("req_1", 0.01, ("duration_ms", "4000")));
        await room.WriteAsync(new TranscriptBatch
        {
            Cursor = new TranscriptCursor("file", 0, 0, ""),
            Sessions = [new SessionFact(UsageStoreRoom.Fact("a").Context, "", 0, UsageStoreRoom.Noon, UsageStoreRoom.Noon)],
        });

        var request = Assert.Single(await new ClickHouseCacheStore(room.Client).ReadRequestsAsync(UsageStoreRoom.Everything, 100, Cancel));

        Assert.Equal((UsageStoreRoom.Noon.AddSeconds(-4), true, 0, null, "/home/dev/shop"), (request.SentAt, request.IsLifetimeUnknown, request.Messages, request.KeptMessages, request.Project));
    }

    /// <summary>The real client compacted, and the session went on in a process of other options: without Glob and Grep, without the beta of thinking updates.</summary>
    [Fact]
    public async Task Captured_compaction_in_a_process_with_other_tools_is_told_with_all_that_changed()
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, "compacted-forked");
        var store = new ClickHouseCacheStore(room.Client);

        var turns = new CacheLedger(room.Book).Read(
            await store.ReadRequestsAsync(UsageStoreRoom.Everything, 100, Cancel), await store.ReadCompactionsAsync(UsageStoreRoom.Everything, 100, Cancel)).ToList();

        Assert.Equal(
            CacheLossCauses.Tools | CacheLossCauses.Parameters | CacheLossCauses.HistoryEdit,
            Assert.Single(turns, static turn => turn is { IsLost: true, IsUpperBound: true }).Causes);
        Assert.Equal(2, turns.Count(static turn => turn.IsFirst));
    }

    [Fact]
    public async Task Earliest_outline_of_a_request_counts_in_whatever_order_they_come()
    {
        var room = await bed.OpenAsync();
        foreach (var minute in new[] { 3, 1, 2 })
        {
            await room.WriteAsync(new TranscriptBatch
            {
                Cursor = new TranscriptCursor("file", 0, 0, ""),
                Sessions = [new SessionFact(UsageStoreRoom.Fact("a").Context, "", 0, UsageStoreRoom.Noon, UsageStoreRoom.Noon)],
                Requests = [UsageStoreRoom.Fact("a")],
                Outlines = [new RequestOutlineFact("a", UsageStoreRoom.Noon.AddMinutes(minute), "s", "p", minute, 0, null)],
            });
        }

        var request = Assert.Single(await new ClickHouseCacheStore(room.Client).ReadRequestsAsync(UsageStoreRoom.Everything, 100, Cancel));

        Assert.Equal((UsageStoreRoom.Noon.AddMinutes(1), 1, 0), (request.SentAt, request.Messages, request.KeptMessages));
    }

    private static async Task WriteAsync(UsageStoreRoom room, string capture)
    {
        foreach (var batch in CapturedTranscripts.Files(capture).SelectMany(static file => TranscriptReading.File(file)))
        {
            await room.WriteAsync(batch);
        }
    }
}
