using System.Text.Json;
using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;
using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;
using Coxswain.Gateway.Observing;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Sessions;
using Coxswain.Tests.Storage.ClickHouse.Sessions;
using static Coxswain.Tests.Storage.ClickHouse.Usage.SeenCalls;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>Calls through the gateway count where nobody else tells of them, and only there.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class GatewayUsageTests(UsageStoreBed bed)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Orders =>
        ["ge", "eg", "gt", "tg", "get", "gte", "egt", "etg", "tge", "teg", "gegt", "ggettgg", "tgoeg", "gotoe"];

    [Theory]
    [InlineData(UsageGrouping.Daily, "2026-11-22")]
    [InlineData(UsageGrouping.Monthly, "2026-11-01")]
    [InlineData(UsageGrouping.Model, "claude-opus-5-5")]
    [InlineData(UsageGrouping.Session, "")]
    [InlineData(UsageGrouping.Project, "")]
    [InlineData(UsageGrouping.Agent, "api")]
    public async Task Call_of_a_client_that_tells_nothing_counts_once_at_our_price(UsageGrouping grouping, string key)
    {
        var room = await bed.OpenAsync();

        // Told twice, as after an answer of the outbox that was lost.
        await WriteAsync(room, Call("c1", "req_1", Sdk));
        await WriteAsync(room, Call("c1", "req_1", Sdk));

        var row = await room.OnlyRowAsync(grouping);
        Assert.Equal(key, row.Key);
        Assert.Equal(
            (1, 120, 42, 5000, 2000, 0, 0.01232m, null, 0, UsageStoreRoom.Noon.AddSeconds(3), "claude-opus-5-5", "gateway"),
            (row.Totals.Requests, row.Totals.InputTokens, row.Totals.OutputTokens, row.Totals.CacheReadTokens, row.Totals.CacheWrite5mTokens, row.Totals.CacheWrite1hTokens, row.Totals.CostUsd,
                row.Totals.ReportedCostUsd, row.Totals.Disagreements, row.Totals.FirstRequest, string.Join(' ', row.Totals.Models), string.Join(' ', row.Totals.Sources)));
        Assert.Equal("computed", Assert.Single(await room.RequestsAsync()).Status);
    }

    [Fact]
    public async Task What_the_price_depends_on_is_taken_from_the_answer()
    {
        var room = await bed.OpenAsync();
        var used = new TokenUsage(11, 22, 33, 44, 55, 2, "", "batch", "us");
        await WriteAsync(room, Call("c1", "req_1", Sdk) with { Tokens = used });
        await WriteAsync(room, Call("c2", "req_2", Sdk) with { Tokens = used with { ServiceTier = "standard", Speed = "fast" } });

        var costs = await room.Client.QueryAsync(
            new StoreStatement("test", "SELECT toString(cost_usd), toInt64(cache_write_5m_tokens), toInt64(cache_write_1h_tokens), toInt64(web_search_requests) FROM requests ORDER BY request_id"),
            static row => (decimal.Parse(row.GetString(0), System.Globalization.CultureInfo.InvariantCulture), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), Cancel);

        Assert.Equal(
            [(room.Book.Cost(used, "claude-opus-5-5", UsageStoreRoom.Noon)!.Value, 44, 55, 2), (room.Book.Cost(used with { ServiceTier = "standard", Speed = "fast" }, "claude-opus-5-5", UsageStoreRoom.Noon)!.Value, 44, 55, 2)],
            costs);
    }

    /// <summary>Whichever comes first (g gateway, e event, t transcript, o the engine merges), what the client tells is what counts, in every report.</summary>
    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Request_its_client_tells_of_counts_as_without_the_gateway(string order)
    {
        var without = await ReportsAsync(await FilledAsync(order.Replace("g", "", StringComparison.Ordinal)));

        var with = await ReportsAsync(await FilledAsync(order));

        Assert.Equal(without, with);
    }

    /// <summary>The real client's sessions, each request also seen by the gateway, with other numbers than the client's so that a mixture would show.</summary>
    [Theory]
    [InlineData("compacted-forked")]
    [InlineData("subagent")]
    public async Task Captured_sessions_have_the_same_totals_through_the_gateway(string capture)
    {
        var sessions = await CapturedSessions.ImportAsync(bed, capture);
        var room = bed.Room;
        var (before, listed) = (await ReportsAsync(room), await ListedAsync(sessions));
        var keys = await room.Client.QueryAsync(
            new StoreStatement("test", "SELECT request_id, t_session_id FROM api_requests FINAL WHERE request_id != ''"), static row => (row.GetString(0), row.GetString(1)), Cancel);
        Assert.NotEmpty(keys);

        foreach (var (id, session) in keys)
        {
            await WriteAsync(room, Seen("c" + id, id, session));
        }

        Assert.Equal(before, await ReportsAsync(room));
        Assert.Equal(listed, await ListedAsync(sessions));
    }

    [Fact]
    public async Task Late_telemetry_takes_the_place_of_the_call_and_never_adds_to_it()
    {
        var room = await bed.OpenAsync();
        for (var i = 0; i < 5; i++)
        {
            await WriteAsync(room, Call($"c{i}", $"req_{i}", Claude));
        }

        var seen = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            seen.Add((await room.OnlyRowAsync()).Totals.Requests);
            await room.WriteAsync(UsageStoreRoom.Event($"req_{i}", 0.01232));
        }

        var end = (await room.OnlyRowAsync()).Totals;
        Assert.Equal([5, 5, 5, 5, 5], seen);
        Assert.Equal((5, 5 * 0.01232m, 5 * 0.01232m, 5L), (end.Requests, end.CostUsd, end.ReportedCostUsd, end.ReportedRequests));
    }

    [Fact]
    public async Task Attempts_nobody_saw_the_answer_of_count_under_the_model_that_answered()
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, Call("c1", "req_3", Sdk) with
        {
            RequestedModel = "claude-opus-5-5", Model = "claude-sonnet-5",
            Attempts =
            [
                Attempt(1, "req_1") with { Failure = FailureClass.TruncatedStream, Tokens = Tokens, AnsweredModel = "claude-opus-5-5" },
                Attempt(2, "req_2") with { Failure = FailureClass.Overloaded },
                // Of a gateway before the API that gives no ids.
                Attempt(3, "") with { Strategy = "context_chunking", Tokens = Tokens with { InputTokens = 7 }, AnsweredModel = "claude-haiku-4-5-20251001" },
                Attempt(4, "req_3"),
            ],
        });

        var rows = await room.Store.ReadAsync(UsageGrouping.Model, UsageStoreRoom.Everything, Cancel);

        Assert.Equal(
            [("claude-haiku-4-5", 1, 7), ("claude-opus-5-5", 1, 120), ("claude-sonnet-5", 1, 120)],
            rows.Select(static row => (row.Key, row.Totals.Requests, row.Totals.InputTokens)).OrderBy(static row => row.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Failed_call_that_told_no_counts_counts_nothing()
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, Call("c1", "req_1", Sdk) with { Tokens = null, End = CallEnd.Failed, Failure = FailureClass.Overloaded, Status = 529, Attempts = [Attempt(1, "req_1") with { Failure = FailureClass.Overloaded }] });
        await WriteAsync(room, Call("c2", "", Sdk) with { Operation = "count_tokens" });

        Assert.Empty(await room.Store.ReadAsync(UsageGrouping.Session, UsageStoreRoom.Everything, Cancel));
    }

    [Fact]
    public async Task Calls_without_a_request_id_are_left_to_a_client_that_tells_of_its_session()
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, Call("c1", "", Claude));
        await WriteAsync(room, Call("c2", "", Sdk));
        await room.WriteAsync(UsageStoreRoom.Event("", 0.01232));

        Assert.Equal(["gateway:c2", "otlp:session-1:21:1795348800000000000"], (await room.RequestsAsync()).Select(static request => request.Key));
    }

    [Fact]
    public async Task Answer_that_could_not_be_read_is_a_request_of_unknown_size_and_not_a_free_one()
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, Call("c1", "req_1", Sdk) with { Tokens = null, Model = "", UnreadEncoding = "zstd" });
        await WriteAsync(room, Call("c2", "req_2", Claude) with { Tokens = null, Model = "", UnreadEncoding = "zstd" });
        await room.WriteAsync(UsageStoreRoom.Event("req_2", 0.01232));

        Assert.Equal([("req_1", "missing_numbers", null, -1L), ("req_2", "agrees", 0.01232m, 120L)], (await room.RequestsAsync()).Select(static one => (one.Key, one.Status, one.Counts, one.Input)));
    }

    [Fact]
    public async Task Session_only_the_gateway_knows_is_listed()
    {
        var room = await bed.OpenAsync();
        await WriteAsync(room, Call("c1", "req_1", Claude));
        await WriteAsync(room, Call("c2", "req_2", Sdk));

        var session = Assert.Single(await new ClickHouseSessionStore(room.Client).ListAsync(new SessionFilter("", "", null, 10), Cancel));

        Assert.Equal(("session-1", 1L, 0.01232m, "gateway", "2.1.330"), (session.SessionId, session.Requests, session.CostUsd, string.Join(' ', session.Sources), session.Version));
    }

    [Fact]
    public async Task Title_no_line_tells_of_is_made_where_its_session_is()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Fact("req_1"));
        await WriteAsync(room, Call("c2", "req_2", Claude));

        Assert.Equal(["/home/dev/shop", "/home/dev/shop"], (await room.RequestsAsync()).Select(static one => one.Project));
    }

    /// <summary>As the gateway may see a request that its client tells of, with every number another.</summary>
    private static CallRecord Seen(string id, string requestId, string session) => Call(id, requestId, Claude) with
    {
        Client = new ClientFacts("claude-cli", "9.9.9", session, "agent-x", "", "custom", "subagent", "prompt-9", "client-9"),
        Begun = UsageStoreRoom.Noon.AddDays(-40), Model = "claude-sonnet-5", Tokens = new TokenUsage(999_999, 88_888, 7_777_777, 66_666, 55_555, 4, "fast", "batch", "us"), MessageId = "msg_other",
    };

    private async Task<UsageStoreRoom> FilledAsync(string order)
    {
        var room = await bed.OpenAsync();

        // A neighbour only the transcript tells of, and one only telemetry does.
        await room.WriteAsync(UsageStoreRoom.Fact("other"));
        await room.WriteAsync(UsageStoreRoom.Event("title", 0.01232, ("cache_creation_5m_tokens", ""), ("cache_creation_1h_tokens", "")));
        if (order.Contains('g', StringComparison.Ordinal))
        {
            await WriteAsync(room, Seen("c9", "title", "session-1"));
        }

        foreach (var source in order)
        {
            await (source switch
            {
                'g' => WriteAsync(room, Seen("c1", "a", "session-1")),
                'e' => room.WriteAsync(UsageStoreRoom.Event("a", 0.01232, ("cache_creation_5m_tokens", ""), ("cache_creation_1h_tokens", ""))),
                't' => room.WriteAsync(UsageStoreRoom.Fact("a")),
                _ => room.Client.ExecuteAsync(new StoreStatement("test", "OPTIMIZE TABLE api_requests FINAL"), Cancel),
            });
        }

        return room;
    }

    private static async Task<string> ReportsAsync(UsageStoreRoom room)
    {
        var all = new List<string>();
        foreach (var grouping in Enum.GetValues<UsageGrouping>().Where(static grouping => grouping != UsageGrouping.Blocks))
        {
            var rows = await room.Store.ReadAsync(grouping, UsageStoreRoom.Everything, Cancel);
            all.Add(grouping + " " + JsonSerializer.Serialize(rows.Select(static row => row with { Totals = row.Totals with { Sources = [] } })));
        }

        return string.Join('\n', all) + "\n" + JsonSerializer.Serialize(await room.Store.ReadPriceAgreementsAsync(new TimeRange(DateTimeOffset.UnixEpoch, UsageStoreRoom.Noon.AddYears(1)), 5, Cancel));
    }

    private static async Task<string> ListedAsync(ClickHouseSessionStore sessions)
    {
        var listed = await sessions.ListAsync(new SessionFilter("", "", null, 100), Cancel);
        var totals = await sessions.ReadClientTotalsAsync("", new TimeRange(DateTimeOffset.UnixEpoch, UsageStoreRoom.Noon.AddYears(1)), 100, Cancel);
        return JsonSerializer.Serialize(listed.Select(static session => (session.SessionId, session.Title, session.Version, session.Requests, session.CostUsd, session.InputTokens).ToString())) + JsonSerializer.Serialize(totals);
    }
}
