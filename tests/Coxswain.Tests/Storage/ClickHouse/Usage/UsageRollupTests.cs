using System.Text.Json;
using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Kept sums say what the views say, whatever came in, in whatever order; asked after every fifth piece, for the views take their time.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class UsageRollupTests(UsageStoreBed bed)
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "Asia/Kolkata"];

    private static int Rounds => Environment.GetEnvironmentVariable("COX_FULL") == "1" ? 40 : 1;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sums_are_what_the_views_say_after_any_history()
    {
        for (var seed = 1; seed <= Rounds; seed++)
        {
            var room = await bed.OpenAsync();
            var random = new Random(seed);
            var pieces = Pieces(room, random).ToList();
            var answers = new BySessionAnswers(room);
            foreach (var (i, (what, write)) in pieces.Index())
            {
                await write();
                if (i % 5 == 4 || i == pieces.Count - 1)
                {
                    await SameAsync(room, random, $"seed {seed}, piece {i}, after {what}");
                    await answers.SameAsync($"seed {seed}, piece {i}, after {what}", Cancel);
                }
            }
        }
    }

    [Fact]
    public async Task Another_process_goes_on_where_the_one_before_it_was_killed()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("req_1"));
        Assert.True(await room.Rollup.IsReadyAsync(Cancel));
        await room.WriteAsync(UsageStoreRoom.Fact("req_2") with { Time = UsageStoreRoom.Noon.AddHours(3) });

        using var next = new UsageRollup(room.Client, TimeProvider.System, NullLogger<UsageRollup>.Instance);
        var row = Assert.Single(await new ClickHouseUsageStore(room.Client, next).ReadAsync(UsageGrouping.Session, UsageStoreRoom.Everything, Cancel));

        Assert.True(await next.IsReadyAsync(Cancel));
        Assert.Equal(2, row.Totals.Requests);
    }

    [Fact]
    public async Task Store_that_was_filled_before_is_worked_off_and_the_views_answer_meanwhile()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync([.. Enumerable.Range(0, 650).Select(i => UsageStoreRoom.Fact($"req_{i}") with { Context = UsageStoreRoom.Fact("").Context with { SessionId = $"session-{i}" } })]);
        await room.Client.ExecuteAsync(new StoreStatement("test", "TRUNCATE TABLE coxswain_usage_marks"), Cancel);
        await room.Client.ExecuteAsync(new StoreStatement("test", "TRUNCATE TABLE coxswain_usage_state"), Cancel);
        using var rollup = new UsageRollup(room.Client, TimeProvider.System, NullLogger<UsageRollup>.Instance);
        var store = new ClickHouseUsageStore(room.Client, rollup);

        Assert.False(await rollup.IsReadyAsync(Cancel));
        Assert.True(rollup.IsBehind);
        Assert.Equal(650, (await store.ReadAsync(UsageGrouping.Model, UsageStoreRoom.Everything, Cancel))[0].Totals.Requests);
        var left = new List<int>();
        while (left.LastOrDefault(1) > 0)
        {
            left.Add(await rollup.WorkOffAsync(Cancel));
        }

        await rollup.TidyAsync(Cancel);

        Assert.All(
            await room.Client.QueryAsync(
                new StoreStatement("test", "SELECT table, count() FROM system.parts WHERE database = currentDatabase() AND active AND table IN ('coxswain_requests', 'coxswain_usage_hours') GROUP BY table, partition"),
                static row => (Table: row.GetString(0), Parts: (ulong)row.GetValue(1)),
                Cancel),
            static one => Assert.Equal(1UL, one.Parts));
        Assert.Equal(left.OrderDescending(), left);
        Assert.True(left.Count >= 4, string.Join(' ', left));
        Assert.True(await rollup.IsReadyAsync(Cancel));
        Assert.Equal(650, (await store.ReadAsync(UsageGrouping.Model, UsageStoreRoom.Everything, Cancel))[0].Totals.Requests);
    }

    [Fact]
    public async Task Damage_that_was_set_aside_is_worked_out_when_the_store_is_looked_at_again()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("req_1"));
        await room.WriteAsync(UsageStoreRoom.Fact("req_2"));
        Assert.Equal(2, (await room.OnlyRowAsync()).Totals.Requests);
        var part = (await room.Client.QueryAsync(
            new StoreStatement("test", "SELECT name FROM system.parts WHERE database = currentDatabase() AND table = 'api_requests' AND active ORDER BY name LIMIT 1"), static row => row.GetString(0), Cancel))[0];
        await room.Client.ExecuteAsync(new StoreStatement("test", $"ALTER TABLE api_requests DETACH PART '{part}'"), Cancel);

        room.Rollup.Recheck();

        Assert.Equal(
            (await room.Views.ReadAsync(UsageGrouping.Session, UsageStoreRoom.Everything, Cancel)).Sum(static row => row.Totals.Requests),
            (await room.Store.ReadAsync(UsageGrouping.Session, UsageStoreRoom.Everything, Cancel)).Sum(static row => row.Totals.Requests));
        await room.Client.ExecuteAsync(new StoreStatement("test", $"ALTER TABLE api_requests DROP DETACHED PART '{part}'") { Settings = new Dictionary<string, object> { ["allow_drop_detached"] = 1 } }, Cancel);
    }

    [Fact]
    public async Task Store_that_may_not_be_written_is_answered_by_the_views()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("req_1"));
        await room.Client.ExecuteAsync(new StoreStatement("test", "RENAME TABLE coxswain_usage_scope TO away"), Cancel);
        try
        {
            using var rollup = new UsageRollup(room.Client, TimeProvider.System, NullLogger<UsageRollup>.Instance);

            Assert.False(await rollup.IsReadyAsync(Cancel));
            Assert.Equal(1, Assert.Single(await new ClickHouseUsageStore(room.Client, rollup).ReadAsync(UsageGrouping.Session, UsageStoreRoom.Everything, Cancel)).Totals.Requests);
        }
        finally
        {
            await room.Client.ExecuteAsync(new StoreStatement("test", "RENAME TABLE away TO coxswain_usage_scope"), Cancel);
        }
    }

    [Theory]
    [InlineData("UTC", 3600)]
    [InlineData("Europe/Berlin", 3600)]
    [InlineData("Asia/Kolkata", 1800)]
    [InlineData("Australia/Lord_Howe", 1800)]
    [InlineData("Asia/Kathmandu", 900)]
    public void Hours_are_as_short_as_the_zone_asks_for(string zone, int seconds) =>
        Assert.Equal(seconds, RollupGrain.Of(TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    [InlineData("Asia/Kolkata")]
    [InlineData("Asia/Kathmandu")]
    public async Task Sums_by_half_and_quarter_hours_answer_their_zones(string zone)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync([.. RawHistory.Generate(3, 20).Requests.Where(static request => request.InTranscript).Select(static request => request.Fact())]);
        var clock = new FakeTimeProvider(UsageStoreRoom.Noon);
        clock.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById(zone));
        using var rollup = new UsageRollup(room.Client, clock, NullLogger<UsageRollup>.Instance);
        var filter = UsageStoreRoom.Everything with { TimeZone = clock.LocalTimeZone };

        Assert.False(RollupWindow.Of(filter, rollup.GrainSeconds, isByTime: true).IsExact);
        Assert.True(await rollup.IsReadyAsync(Cancel));
        Assert.Equal(Text(await room.Views.ReadHoursAsync(filter, Cancel)), Text(await new ClickHouseUsageStore(room.Client, rollup).ReadHoursAsync(filter, Cancel)));
    }

    private static (string What, Func<Task> Write)[] Pieces(UsageStoreRoom room, Random random)
    {
        var history = RawHistory.Generate(random.Next(), 6);
        var requests = history.Requests.ToArray();
        random.Shuffle(requests);
        var pieces = new List<(string, Func<Task>)>();
        foreach (var part in requests.Where(static request => request.InTranscript).Chunk(15))
        {
            pieces.Add(("lines", () => room.WriteAsync([.. part.Select(static request => request.Fact())])));
        }

        foreach (var part in requests.Where(static request => request.InEvents).Chunk(15))
        {
            pieces.Add(("events", () => room.WriteAsync([.. part.Select(request => request.Event(random.Next(5) == 0 ? 0.5m : UsageSums.ReportedBy(request, room.Book)))])));
        }

        foreach (var request in requests.Where(static request => request.InTranscript).Take(3))
        {
            // A side question repeats a message under a request id of its own, in another session's file too.
            var copy = request.Fact() with { Context = request.Fact().Context with { IsSidechain = true, SessionId = random.Next(2) == 0 ? request.Session : "session-fork" }, MessageId = request.Fact().MessageId };
            pieces.Add(("a copy", () => room.WriteAsync(copy with { RequestKey = request.Key + "_copy", RequestId = request.Key + "_copy" })));
        }

        foreach (var request in requests.Take(3))
        {
            pieces.Add(("a call", () => SeenCalls.WriteAsync(room, SeenCalls.Call("call-" + request.Key, request.Key, SeenCalls.Claude with { SessionId = random.Next(3) == 0 ? "" : request.Session }))));
            pieces.Add(("an event without a session", () => room.WriteAsync([.. new[] { UsageStoreRoom.Event(request.Key + random.Next(2), 0.01, ("session.id", "")) }])));
        }

        foreach (var request in requests.Take(8))
        {
            var (call, line) = ("toolu_" + request.Key, request.Fact());
            string Session() => random.Next(4) switch { 0 => "", 1 => "session-fork", _ => request.Session };
            var (decided, ended) = (Session(), Session());
            pieces.Add(("a decision", () => room.WriteAsync([.. new[] { UsageStoreRoom.Event("", null, ("event.name", "tool_decision"), ("tool_use_id", call), ("tool_name", "Edit"), ("decision", "accept"), ("source", "config"), ("session.id", decided)) }])));
            pieces.Add(("a result", () => room.WriteAsync([.. new[] { UsageStoreRoom.Event(request.Key, null, ("event.name", "tool_result"), ("tool_use_id", call), ("tool_name", "Edit"), ("success", "false"), ("duration_ms", "12"), ("session.id", ended), ("tool_input", """{"file_path":"/a","old_string":"b","new_string":"c"}""")) }])));
            pieces.Add(("a call's line", () => room.WriteAsync(new TranscriptBatch
            {
                Cursor = new TranscriptCursor("file", 0, 0, ""),
                ToolCalls = [new ToolCallFact(line.Context, call, "Edit", request.Key, "prompt", line.Time, null, null, 100, 0, "/a", "", "")],
            })));
        }

        foreach (var request in requests.Take(4))
        {
            pieces.Add(("a prompt", () => room.WriteAsync([.. new[] { UsageStoreRoom.Event("", null, ("event.name", "user_prompt"), ("prompt_length", "5"), ("prompt", "words"), ("prompt.id", "prompt-1"), ("session.id", requests[0].Session)) }])));
            pieces.Add(("an error", () => room.WriteAsync([.. new[]
            {
                UsageStoreRoom.Event("", null, ("event.name", "api_error"), ("error", "Overloaded"), ("status_code", "529"), ("attempt", "3"), ("prompt.id", "prompt-1"), ("session.id", random.Next(4) == 0 ? "" : request.Session)),
            }])));
        }

        pieces.Add(("merging calls", () => room.Client.ExecuteAsync(new StoreStatement("test", "OPTIMIZE TABLE tool_calls FINAL"), Cancel)));
        pieces.Add(("subagents", () => room.WriteAsync(new TranscriptBatch { Cursor = new TranscriptCursor("file", 0, 0, ""), Subagents = history.Subagents })));
        pieces.Add(("merging", () => room.Client.ExecuteAsync(new StoreStatement("test", "OPTIMIZE TABLE api_requests FINAL"), Cancel)));
        pieces.Add(("prices", () => room.Client.ExecuteAsync(new StoreStatement("test", "INSERT INTO price_list SELECT * REPLACE (now64(6) AS synced_at, input_usd * 2 AS input_usd) FROM prices"), Cancel)));
        var order = pieces.ToArray();
        random.Shuffle(order);
        return order;
    }

    private static async Task SameAsync(UsageStoreRoom room, Random random, string what)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Length)]);
        var grouping = Enum.GetValues<UsageGrouping>().Where(static one => one != UsageGrouping.Blocks).OrderBy(_ => random.Next()).First();
        var filter = UsageStoreRoom.Everything with
        {
            TimeZone = zone,
            Since = random.Next(2) == 0 ? null : new DateTimeOffset(2026, 10, 25, 1, random.Next(2) * 17, 0, TimeSpan.Zero),
            Until = random.Next(2) == 0 ? null : new DateTimeOffset(2026, 11, 1, 6, random.Next(60), random.Next(60), TimeSpan.Zero),
            Project = random.Next(4) == 0 ? "/p/shop" : "",
            Model = random.Next(4) == 0 ? "claude-opus-5-5" : "",
        };
        Assert.True(await room.Rollup.IsReadyAsync(Cancel), what);
        Assert.True(
            Text(await room.Views.ReadAsync(grouping, filter, Cancel)) is var expected && Text(await room.Store.ReadAsync(grouping, filter, Cancel)) is var actual && expected == actual,
            $"{what}: {grouping} {filter}\n{expected}\n{actual}");
        Assert.Equal(await room.Views.ReadSpanAsync(Cancel), await room.Store.ReadSpanAsync(Cancel));
        foreach (var (view, kept) in new[] { ("requests", "requests_kept"), ("tool_calls_told", "tool_calls_kept") })
        {
            var others = await OtherRowsAsync(room, view, kept);
            Assert.True(others is (0, 0), $"{what}: {others} rows of {view} and {kept} are not in the other");
        }

        Assert.Equal(
            Text((await room.Views.ReadSessionCostsAsync(filter, 0.001m, 100, Cancel)).OrderBy(static one => one.SessionId, StringComparer.Ordinal)),
            Text((await room.Store.ReadSessionCostsAsync(filter, 0.001m, 100, Cancel)).OrderBy(static one => one.SessionId, StringComparer.Ordinal)));
    }

    /// <summary>How many rows of a view are not kept so, and how many kept rows the view does not have so, with all that is kept of one.</summary>
    private static async Task<(ulong View, ulong Kept)> OtherRowsAsync(UsageStoreRoom room, string view, string keptView)
    {
        var columns = string.Join(", ", await room.Client.QueryAsync(
            new StoreStatement("test", $"SELECT name FROM system.columns WHERE database = currentDatabase() AND table = '{keptView}' ORDER BY name"), static row => row.GetString(0), Cancel));
        return (await room.Client.QueryAsync(
            new StoreStatement("test", $"""
                WITH
                    told AS (SELECT cityHash64(toString(tuple({columns}))) AS row FROM {view}),
                    kept AS (SELECT cityHash64(toString(tuple({columns}))) AS row FROM {keptView})
                SELECT (SELECT count() FROM told WHERE row NOT IN (SELECT row FROM kept)), (SELECT count() FROM kept WHERE row NOT IN (SELECT row FROM told))
                """),
            static row => ((ulong)row.GetValue(0), (ulong)row.GetValue(1)),
            Cancel))[0];
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);
}
