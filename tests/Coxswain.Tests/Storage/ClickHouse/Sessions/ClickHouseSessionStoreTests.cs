using Coxswain.Storage.ClickHouse;
using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions;
using Coxswain.Storage.ClickHouse.Sessions;
using Coxswain.Tests.Storage.ClickHouse.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Sessions;

[Collection(nameof(UsageStoreTestGroup))]
public sealed class ClickHouseSessionStoreTests(UsageStoreBed bed)
{
    private const string Compacted = "ab01ec72-f494-440b-ba87-b61b122b5bd4";
    private const string Forked = "1b4e8177-253a-45f0-b80a-c8681416b838";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The real client compacted once: its total grew by $0.01232, and no line of the transcript has the call's usage.</summary>
    [Fact]
    public async Task Compaction_no_line_tells_of_is_what_the_clients_total_has_more()
    {
        var store = await ImportAsync("compacted-forked");

        var detail = (await store.FindAsync(Compacted, Cancel))!;

        Assert.Equal((0.03692m, 1), (detail.Session.CostUsd, detail.Compactions));
        Assert.Equal((0.04924m, 0.03692m, 0.01232m, 1), detail.ClientTotal switch { var total => (Math.Round(total!.TotalUsd, 9), total.StoredUsd, Math.Round(total.UnexplainedUsd!.Value, 9), total.Compactions) });
        Assert.Equal(("computed", 3L), (Assert.Single(detail.Costs).Status, detail.Costs[0].Requests));
    }

    /// <summary>Telemetry tells of the compaction's call.</summary>
    [Fact]
    public async Task Telemetry_of_the_compaction_explains_the_rest()
    {
        var store = await ImportAsync("compacted-forked");
        await bed.Room.WriteAsync(UsageStoreRoom.Event("req_compact", 0.01232, ("session.id", Compacted), ("query_source", "compact")));

        Assert.Equal(0m, (await store.FindAsync(Compacted, Cancel))!.ClientTotal!.UnexplainedUsd);
    }

    [Fact]
    public async Task Transcript_with_a_line_for_every_call_leaves_nothing_unexplained()
    {
        var store = await ImportAsync("subagent");

        var total = Assert.Single(await store.ReadClientTotalsAsync("", new TimeRange(DateTimeOffset.UnixEpoch, UsageStoreRoom.Noon.AddYears(1)), 10, Cancel));

        Assert.Equal((0.06152m, 0m), (Math.Round(total.TotalUsd, 9), total.UnexplainedUsd));
    }

    [Fact]
    public async Task What_the_client_says_to_itself_when_a_task_ends_is_no_prompt()
    {
        var store = await ImportAsync("subagent");

        Assert.Equal(1, (await store.FindAsync(Assert.Single(await store.ListAsync(new SessionFilter("", "", null, 10), Cancel)).SessionId, Cancel))!.Prompts);
    }

    /// <summary>Telemetry gives such a word no mark: without its text it may be a prompt or not, until a transcript says which.</summary>
    [Fact]
    public async Task Prompts_that_telemetry_alone_tells_are_counted_as_uncertain_unless_their_text_decides()
    {
        var store = await ImportAsync("compacted-forked");
        var before = await ReadAsync();
        foreach (var (id, text) in new[] { ("a", "<REDACTED>"), ("b", "<task-notification>\n<task-id>t</task-id>"), ("c", "mend the test") })
        {
            await bed.Room.WriteAsync(UsageStoreRoom.Event("req_" + id, null, ("event.name", "user_prompt"), ("session.id", Compacted), ("message.uuid", id), ("prompt", text)));
        }

        Assert.Equal(0, before.Uncertain);
        Assert.Equal((before.Prompts + 2, 1), await ReadAsync());

        async Task<(long Prompts, long Uncertain)> ReadAsync() => await store.FindAsync(Compacted, Cancel) is { } detail ? (detail.Prompts, detail.UncertainPrompts) : (-1, -1);
    }

    /// <summary>Telemetry gives a subagent's request its name and no id; the main conversation has no part in it.</summary>
    [Fact]
    public async Task Requests_outside_the_main_conversation_are_told_apart_where_only_telemetry_told()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(
            UsageStoreRoom.Event("a", 0.01232), UsageStoreRoom.Event("b", 0.01232),
            UsageStoreRoom.Event("c", 0.01232, ("query_source", "agent:builtin:Explore"), ("agent.name", "Explore")),
            UsageStoreRoom.Event("d", 0.01232, ("query_source", "agent:builtin:Explore"), ("agent.name", "Explore")),
            UsageStoreRoom.Event("e", 0.01232, ("query_source", "agent:builtin:Plan"), ("agent.name", "Plan")),
            UsageStoreRoom.Event("f", 0.01232, ("query_source", "generate_session_title")));

        var detail = await new ClickHouseSessionStore(room.Client).FindAsync("session-1", Cancel);

        Assert.Equal(
            [("", "", "main", 2L), ("", "Explore", "subagent", 2), ("", "", "auxiliary", 1), ("", "Plan", "subagent", 1)],
            detail?.Agents.Select(agent => (agent.AgentId, agent.AgentType, agent.QueryClass, agent.Requests)));
    }

    /// <summary>Three tries of one request and one of another, all failed. Telemetry says how many of a request the client gave up on, and nothing of others.</summary>
    [Fact]
    public async Task Failed_tries_telemetry_alone_told_are_at_least_so_many()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(
            UsageStoreRoom.Event("a", 0.01232),
            UsageStoreRoom.Event("req_e3", null, ("event.name", "api_error"), ("attempt", "3")),
            UsageStoreRoom.Event("", null, ("event.name", "api_retries_exhausted"), ("total_attempts", "3")),
            UsageStoreRoom.Event("req_e4", null, ("event.name", "api_error"), ("attempt", "1")));

        var detail = await new ClickHouseSessionStore(room.Client).FindAsync("session-1", Cancel);

        Assert.Equal((2L, 4L, true), detail is null ? default : (detail.Errors, detail.FailedTries, detail.IsFailedTriesLeast));
    }

    [Fact]
    public async Task Failures_that_only_the_gateway_saw_are_the_sessions_as_in_its_error_analysis()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("a", 0.01232));
        await room.Client.ExecuteAsync(
            new StoreStatement("test", "INSERT INTO gateway_calls (call_id, time, session_id, operation, model, outcome, failure, status_code, attempts) SELECT toString(number), '2026-11-05 11:00:00', 'session-1', 'messages', 'claude-opus-5-5', 'failed', 'invalid_request', 400, 1 FROM numbers(2)"),
            Cancel);

        var detail = await new ClickHouseSessionStore(room.Client).FindAsync("session-1", Cancel);

        Assert.Equal((2L, 2L), detail is null ? default : (detail.Errors, detail.FailedTries));
    }

    /// <summary>A request beside those the client counted, timed before the client wrote its total or after it.</summary>
    [Theory]
    [InlineData(-1, 0.05, false)]
    [InlineData(+1, 0, true)]
    public async Task Stored_beyond_the_clients_total_is_too_much_unless_it_came_later(int days, double overcounted, bool isLater)
    {
        var store = await ImportAsync("subagent");
        var before = Assert.Single(await store.ReadClientTotalsAsync("", new TimeRange(DateTimeOffset.UnixEpoch, UsageStoreRoom.Noon.AddYears(1)), 10, Cancel));
        await bed.Room.WriteAsync(UsageStoreRoom.Event("req_twice", 0.05, ("session.id", before.SessionId)) with { TimestampNs = before.SeenAt.AddDays(days).ToUnixTimeMilliseconds() * 1_000_000 });

        var total = (await store.FindAsync(before.SessionId, Cancel))!.ClientTotal!;

        Assert.Equal((0m, (decimal)overcounted, isLater), (before.OvercountedUsd, Math.Round(total.OvercountedUsd, 6), total.HasLaterRequests));
    }

    [Fact]
    public async Task Totals_are_those_of_the_range_most_unexplained_first()
    {
        var store = await ImportAsync("compacted-forked");

        var totals = await store.ReadClientTotalsAsync("", new TimeRange(DateTimeOffset.UnixEpoch, UsageStoreRoom.Noon.AddYears(1)), 10, Cancel);

        Assert.Equal([Compacted, Forked], totals.Select(total => total.SessionId));
        Assert.Empty(await store.ReadClientTotalsAsync("", new TimeRange(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(10)), 10, Cancel));
    }

    [Fact]
    public async Task Session_shows_the_tries_it_paid_for_and_what_the_client_said()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("a", 0.01232), UsageStoreRoom.Event("b", 0.0239), UsageStoreRoom.Event("c", null, ("input_tokens", "NaN")));

        var detail = (await new ClickHouseSessionStore(room.Client).FindAsync("session-1", Cancel))!;

        Assert.Equal(
            [("agrees", 0.01232m, 0.01232m, 0.01232m), ("bad_numbers", null, null, null), ("cut_try", 0.01232m, 0.0239m, 0.0239m)],
            detail.Costs.OrderBy(cost => cost.Status).Select(cost => (cost.Status, cost.OursUsd, cost.ReportedUsd, cost.CountedUsd)));
        Assert.Null(detail.ClientTotal);
        Assert.Equal((1L, 240L), (detail.Session.UnknownTokenRequests, detail.Session.InputTokens));
    }

    [Fact]
    public async Task Call_that_was_not_allowed_is_neither_failed_nor_unfinished()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(
            UsageStoreRoom.Event("a", null, ("event.name", "tool_decision"), ("tool_use_id", "t1"), ("tool_name", "Bash"), ("decision", "reject"), ("source", "user_reject")),
            UsageStoreRoom.Event("b", null, ("event.name", "tool_decision"), ("tool_use_id", "t2"), ("tool_name", "Bash"), ("decision", "accept"), ("source", "config")),
            UsageStoreRoom.Event("c", null, ("event.name", "tool_decision"), ("tool_use_id", "t3"), ("tool_name", "Bash"), ("decision", "accept"), ("source", "config")),
            UsageStoreRoom.Event("d", null, ("event.name", "tool_result"), ("tool_use_id", "t3"), ("tool_name", "Bash"), ("success", "false")));

        var tool = Assert.Single((await new ClickHouseSessionStore(room.Client).FindAsync("session-1", Cancel))!.Tools);

        Assert.Equal(new SessionTool("Bash", 3, 1, 1, 0, 1), tool);
    }

    /// <summary>As 2.1.330 told an answer that was interrupted after 77 characters and one that was not: of the first there is no event, only the metric has its cost.</summary>
    [Fact]
    public async Task Cost_metric_tells_what_no_event_does()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("a", 0.01232));
        await MetricAsync(room, ("session-1", 60, 0, 0.012, 1), ("session-1", 120, 60, 0.01232, 1), ("session-2", 60, 0, 0.5, 1));

        var total = (await new ClickHouseSessionStore(room.Client).FindAsync("session-1", Cancel))!.ClientTotal!;

        Assert.Equal(("metric", 0.02432m, 0.012m, 0m), (total.ToldBy, total.TotalUsd, total.UnexplainedUsd, total.OvercountedUsd));
    }

    /// <summary>No client sends these; one point must not take every report away.</summary>
    [Fact]
    public async Task Cost_metric_beyond_all_bounds_is_no_cost()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("a", 0.01232));
        await MetricAsync(room, ("session-1", 60, 0, 1e30, 1), ("session-1", 61, 0, 1e300, 2), ("session-1", 62, 0, -1, 1), ("session-1", 120, 60, 0.01232, 1));

        Assert.Equal(0.01232m, (await new ClickHouseSessionStore(room.Client).FindAsync("session-1", Cancel))!.ClientTotal!.TotalUsd);
    }

    /// <summary>Points repeat their series' sum; a process that starts anew begins at nothing.</summary>
    [Fact]
    public async Task Cumulative_cost_metric_is_its_newest_value_of_each_process()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("a", 0.01232));
        await MetricAsync(room, ("session-1", 60, 0, 0.012, 2), ("session-1", 120, 0, 0.02432, 2), ("session-1", 180, 0, 0.02432, 2), ("session-1", 260, 200, 0.01, 2));

        Assert.Equal(0.03432m, (await new ClickHouseSessionStore(room.Client).FindAsync("session-1", Cancel))!.ClientTotal!.TotalUsd);
    }

    private static Task MetricAsync(UsageStoreRoom room, params (string Session, int At, int Start, double Usd, int Temporality)[] points) => room.Client.ExecuteAsync(
        new StoreStatement(
            "test",
            "INSERT INTO otel_metrics_sum (MetricName, Attributes, TimeUnix, StartTimeUnix, Value, AggregationTemporality) VALUES " + string.Join(", ", points.Select(point => string.Create(
                CultureInfo.InvariantCulture, $"('claude_code.cost.usage', {{'session.id': '{point.Session}'}}, {1_795_000_000 + point.At}, {1_795_000_000 + point.Start}, {point.Usd}, {point.Temporality})")))),
        Cancel);

    [Fact]
    public async Task Start_of_an_id_names_the_session_when_no_other_starts_so()
    {
        var store = await ImportAsync("compacted-forked");

        Assert.Equal(new SessionChoice(Compacted, null), await SessionChoice.ReadAsync(store, "ab01", Cancel));
        Assert.Equal(new SessionChoice("zz", null) { IsKnown = false }, await SessionChoice.ReadAsync(store, "zz", Cancel));
        Assert.Equal(new SessionChoice("", null), await SessionChoice.ReadAsync(store, "", Cancel));
        Assert.Equal(new SessionChoice("%", null) { IsKnown = false }, await SessionChoice.ReadAsync(store, "%", Cancel));
    }

    [Fact]
    public async Task Start_of_several_ids_is_refused_with_their_names_but_a_whole_id_never()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("a", null), UsageStoreRoom.Event("b", null, ("session.id", "session-12")));
        var store = new ClickHouseSessionStore(room.Client);

        var problem = (await SessionChoice.ReadAsync(store, "sess", Cancel)).Problem;

        Assert.Contains("session-1, session-12", problem, StringComparison.Ordinal);
        Assert.Equal(new SessionChoice("session-1", null), await SessionChoice.ReadAsync(store, "session-1", Cancel));
    }

    [Fact]
    public async Task Span_reaches_from_the_first_event_to_the_last_and_an_empty_store_has_none()
    {
        var room = await bed.OpenAsync();
        Assert.Null(await new ClickHouseSessionStore(room.Client).ReadSpanAsync(Cancel));

        var store = await ImportAsync("compacted-forked");

        var sessions = await store.ListAsync(new SessionFilter("", "", null, 10), Cancel);
        Assert.Equal(new TimeRange(sessions.Min(session => session.FirstSeen), sessions.Max(session => session.LastSeen)), await store.ReadSpanAsync(Cancel));
    }

    private Task<ClickHouseSessionStore> ImportAsync(string capture) => CapturedSessions.ImportAsync(bed, capture);
}
