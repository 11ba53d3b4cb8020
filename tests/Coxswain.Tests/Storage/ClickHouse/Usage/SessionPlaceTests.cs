using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Requests only one source tells of take what it does not say from what the session is known for.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class SessionPlaceTests(UsageStoreBed bed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_only_telemetry_told_of_was_made_in_its_sessions_project()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("a"));
        await room.WriteAsync(UsageStoreRoom.Event("title", 0.01232, ("query_source", "generate_session_title")), UsageStoreRoom.Event("stranger", 0.01232, ("session.id", "session-9")));

        Assert.Equal([("", 1L), ("/home/dev/shop", 2)], await KeysAsync(room, UsageGrouping.Project));
        Assert.Equal(2, (await room.Store.ReadAsync(UsageGrouping.Session, UsageStoreRoom.Everything with { Project = "/home/dev/shop" }, Cancel)).Sum(row => row.Totals.Requests));
    }

    /// <summary>main at 12:00, feature from 13:00, main again from 14:00.</summary>
    [Theory]
    [InlineData(-30, "main")]
    [InlineData(30, "main")]
    [InlineData(60, "feature")]
    [InlineData(90, "feature")]
    [InlineData(120, "main")]
    [InlineData(500, "main")]
    public async Task Branch_is_the_one_the_session_was_on_at_that_time(int minutes, string branch)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(At("a", 0, "main"), At("b", 10, "main"), At("c", 60, "feature"), At("d", 70, "feature"), At("e", 120, "main"));
        await room.WriteAsync(UsageStoreRoom.Event("title", 0.01232) with { TimestampNs = UsageStoreRoom.Noon.AddMinutes(minutes).ToUnixTimeMilliseconds() * 1_000_000 });

        var rows = await room.Store.ReadAsync(UsageGrouping.Branch, UsageStoreRoom.Everything, Cancel);

        Assert.Equal(branch == "main" ? (4L, 2L) : (3, 3), (rows.Single(row => row.Key == "main").Totals.Requests, rows.Single(row => row.Key == "feature").Totals.Requests));
        Assert.All(rows, row => Assert.Equal("/home/dev/shop", row.Project));
    }

    [Fact]
    public async Task Session_known_only_by_its_prompts_has_a_place_too()
    {
        var room = await bed.OpenAsync();
        var context = UsageStoreRoom.Fact("").Context;
        await room.WriteAsync(new TranscriptBatch
        {
            Cursor = new TranscriptCursor("file", 0, 0, ""),
            Prompts = [new PromptFact(context, "uuid-1", "prompt-1", UsageStoreRoom.Noon.AddMinutes(-1), 5, null, "", "", "")],
        });
        await room.WriteAsync(UsageStoreRoom.Event("title", 0.01232));

        Assert.Equal([("/home/dev/shop", 1L)], await KeysAsync(room, UsageGrouping.Project));
    }

    [Fact]
    public async Task Subagent_only_a_transcript_told_of_goes_by_its_type()
    {
        var room = await bed.OpenAsync();
        var context = UsageStoreRoom.Fact("").Context with { AgentId = "a1", IsSidechain = true };
        await room.WriteAsync(new TranscriptBatch
        {
            Cursor = new TranscriptCursor("file", 0, 0, ""),
            Requests =
            [
                UsageStoreRoom.Fact("main"), Asked("a", context), Asked("b", context with { AgentId = "a2" }),
                Asked("c", context with { SessionId = "session-2" }),
            ],
            Subagents = [new SubagentFact(context, "Explore", "look around", "toolu_1", 1, "", "")],
        });

        Assert.Equal([("Explore", 1L), ("main", 1), ("subagent", 2)], (await KeysAsync(room, UsageGrouping.Agent)).Order());
    }

    private static RequestFact Asked(string key, LineContext context) => UsageStoreRoom.Fact(key) with { Context = context, QuerySource = "" };

    private static RequestFact At(string key, int minutes, string branch)
    {
        var fact = UsageStoreRoom.Fact(key);
        return fact with { Time = fact.Time.AddMinutes(minutes), Context = fact.Context with { Branch = branch } };
    }

    private static async Task<IReadOnlyList<(string Key, long Requests)>> KeysAsync(UsageStoreRoom room, UsageGrouping grouping) =>
        [.. (await room.Store.ReadAsync(grouping, UsageStoreRoom.Everything, Cancel)).Select(row => (row.Key, row.Totals.Requests)).OrderBy(row => row.Key, StringComparer.Ordinal)];
}
