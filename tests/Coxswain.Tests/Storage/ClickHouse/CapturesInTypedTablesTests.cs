using System.Text.Json;
using Coxswain.Testing;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse;

public sealed class CapturesInTypedTablesTests(SharedEngine engine, CapturedSession session) : IClassFixture<CapturedSession>
{
    [Fact]
    public async Task Requests_of_both_sources_are_one_row_each_with_every_number()
    {
        var store = await session.GetAsync();

        var rows = await store.QueryAsync("""
            SELECT request_key, sources, o_input_tokens, o_output_tokens, o_cache_read_tokens, o_cache_creation_tokens, o_cost_usd, o_model, t_model,
                t_input_tokens, t_output_tokens, t_project, t_session_id = o_session_id, o_version
            FROM api_requests FINAL ORDER BY request_key
            """);

        Assert.Equal(6, rows.Count);
        Assert.All(rows, row => Assert.EndsWith("|claude-opus-5-5|claude-opus-5-5|120|" + row.Split('|')[3] + "|/home/dev/shop|1|2.1.330", row, StringComparison.Ordinal));
        Assert.StartsWith("req_1|3|120|40|5000|2000|0.01228|", rows[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_event_of_the_captures_is_a_row_of_a_typed_table()
    {
        await using var store = await FilledAsync("");

        var raw = await store.QueryAsync("SELECT LogAttributes['event.name'] AS event, count() FROM otel_logs GROUP BY event ORDER BY event");
        var typed = await store.QueryAsync("""
            SELECT event, sum(rows) FROM (
                SELECT concat('hook_execution_', phase) AS event, count() AS rows FROM hook_runs FINAL GROUP BY event
                UNION ALL SELECT toString(event), count() FROM client_events FINAL GROUP BY event)
            GROUP BY event ORDER BY event
            """);

        string[] keyed = ["api_error", "api_request", "api_retries_exhausted", "subagent_completed", "tool_decision", "tool_result", "user_prompt"];
        Assert.Equal(raw.Where(r => !keyed.Contains(r.Split('|')[0])), typed);
        Assert.Equal(["api_error|2", "api_retries_exhausted|1", "api_retry|2"], await store.QueryAsync("SELECT kind, count() FROM api_errors FINAL WHERE session_id IN ('2d1add8a-9e9d-4bb9-a92e-765e614c7293', '2b2b567d-461a-41af-94b3-a2c2857093c8') GROUP BY kind ORDER BY kind"));
        Assert.Equal(["Explore|Explore|claude-opus-5-5|7162"], await store.QueryAsync("SELECT agent_type, t_agent_type, model, o_total_tokens FROM subagents FINAL WHERE agent_id = 'a66b176954f7d5c01'"));
    }

    [Fact]
    public async Task Tool_calls_meet_their_decision_their_result_and_their_transcript()
    {
        var store = await session.GetAsync();

        Assert.Equal(
            [
                "Grep|accept|config|1|3|∅",
                "Read|accept|config|1|3|∅",
                "Edit|accept|config|1|3|∅",
                "Bash|accept|config|1|3|ls",
                "Read|accept|config|0|3|∅",
            ],
            await store.QueryAsync("""
                SELECT tool_name, decision, decision_source, success, sources, nullIf(JSONExtractString(o_tool_parameters, 'bash_command'), '')
                FROM tool_calls FINAL ORDER BY time
                """));
        Assert.Empty(await store.QueryAsync("SELECT tool_use_id FROM tool_calls FINAL WHERE o_duration_ms IS NULL OR o_input_bytes IS NULL OR o_called_at IS NULL OR t_called_at IS NULL"));
    }

    [Fact]
    public async Task Sessions_know_client_place_and_time_from_both_sources()
    {
        var store = await session.GetAsync();

        var row = Assert.Single(await store.QueryAsync("""
            SELECT session_id, version, service_name, os_type, host_arch, terminal_type, project, sources, first_seen < last_seen FROM sessions FINAL
            """));

        Assert.Equal("cf8b0516-f435-4752-bdcb-e8b2e3aafe06|2.1.330|claude-code|linux|amd64|non-interactive|/home/dev/shop|3|1", row);
    }

    [Fact]
    public async Task Prompt_of_event_and_transcript_is_one_row()
    {
        var store = await session.GetAsync();

        Assert.Equal(["3|1|1|∅"], await store.QueryAsync("SELECT sources, o_length = t_length, session_id = o_session_id, text FROM prompts FINAL"));
    }

    [Fact]
    public async Task Session_cost_is_the_clients_own_total()
    {
        var store = await session.GetAsync();
        var last = File.ReadLines(Path.Combine(Captures.Folder, "tools-json", "client.jsonl")).Last();
        var expected = JsonDocument.Parse(last).RootElement.GetProperty("total_cost_usd").GetDouble();

        var cost = Assert.Single(await store.QueryAsync("SELECT toFloat64(total_cost_usd) FROM session_costs FINAL"));

        Assert.Equal(expected, double.Parse(cost, System.Globalization.CultureInfo.InvariantCulture), 1e-9);
    }

    [Fact]
    public async Task Metrics_of_the_client_become_activity()
    {
        var store = await session.GetAsync();

        Assert.Equal(["added|1", "removed|1"], await store.QueryAsync("SELECT type, sum(value) FROM activity WHERE metric = 'lines_of_code.count' GROUP BY type ORDER BY type"));
        Assert.Equal(["Edit|accept|config|JavaScript"], await store.QueryAsync("SELECT tool_name, decision, source, language FROM activity WHERE metric = 'code_edit_tool.decision'"));
        Assert.Empty(await store.QueryAsync("SELECT metric, attributes FROM activity WHERE notEmpty(attributes)"));
    }

    [Fact]
    public async Task Attributes_without_a_column_of_their_own_are_kept_by_name()
    {
        await using var store = await FilledAsync("subagent");

        var names = await store.QueryAsync("SELECT DISTINCT arrayJoin(mapKeys(attributes)) AS name FROM client_events FINAL WHERE event = 'managed_settings_resolved' ORDER BY name");

        Assert.Equal(
            ["managed_settings.helper.applied", "managed_settings.helper.state", "managed_settings.source_behavior", "managed_settings.sources", "managed_settings.trigger"], names);
    }

    [Fact]
    public async Task Same_body_under_the_same_token_adds_nothing_anywhere()
    {
        var store = await session.GetAsync();
        var before = await CountsAsync(store);

        await CapturedBatches.FillAsync(store, "tools-json");

        Assert.Equal(before, await CountsAsync(store));
    }

    private static Task<IReadOnlyList<string>> CountsAsync(TestStore store) => store.QueryAsync("""
        SELECT t, n FROM (
            SELECT 'logs' AS t, count() AS n FROM otel_logs UNION ALL SELECT 'sum', count() FROM otel_metrics_sum
            UNION ALL SELECT 'requests', count() FROM api_requests UNION ALL SELECT 'activity', count() FROM activity
            UNION ALL SELECT 'events', count() FROM client_events UNION ALL SELECT 'hooks', count() FROM hook_runs
            UNION ALL SELECT 'tools', count() FROM tool_calls UNION ALL SELECT 'sessions', count() FROM sessions)
        ORDER BY t
        """);

    private async Task<TestStore> FilledAsync(string contains)
    {
        var store = await TestStore.MigratedAsync(engine);
        await CapturedBatches.FillAsync(store, contains);
        return store;
    }
}
