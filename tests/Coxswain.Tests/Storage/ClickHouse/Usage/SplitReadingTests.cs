using System.Globalization;
using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Tests.Core.Sessions.Reading;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>A file grows while it is imported: what is stored must not depend on where one pass ended and the next began.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class SplitReadingTests(UsageStoreBed bed)
{
    private const int Requests = 150;

    private const string ToolCalls = """
        SELECT toString((sources, last_seen, identity(t_owner), t_tool_name, t_request_key, t_called_at, t_finished_at, t_success, t_input_bytes, t_result_bytes,
            t_target, t_decision, t_decision_source))
        FROM tool_calls FINAL ORDER BY tool_use_id
        """;

    [Fact]
    public async Task Any_split_of_a_requests_lines_into_passes_gives_the_same_row()
    {
        var room = await bed.OpenAsync();
        var random = new Random(20261123);
        var passes = Enumerable.Range(0, 4).Select(_ => new List<RequestFact>()).ToArray();
        for (var i = 0; i < Requests; i++)
        {
            var lines = Enumerable.Range(0, random.Next(2, 6)).Select(_ => Line($"req_{i}", random)).ToArray();
            passes[0].AddRange(Read(lines, $"whole-{i:000}"));
            foreach (var (line, pass) in lines.Select(line => (line, random.Next(1, 4))).GroupBy(pair => pair.Item2, pair => pair.line).Select(group => (group, group.Key)))
            {
                passes[pass].AddRange(Read(line, $"split-{i:000}"));
            }
        }

        foreach (var pass in passes)
        {
            await room.WriteAsync([.. pass]);
        }

        var rows = await RowsAsync(room.Client);

        Assert.Equal(2 * Requests, rows.Count);
        Assert.Equal(rows.Skip(Requests), rows.Take(Requests));
    }

    [Theory]
    [InlineData("2026-11-20T10:00:03Z")]
    [InlineData("2026-11-20T10:00:01Z")]
    [InlineData("2026-11-20T09:59:58.5Z")]
    public async Task Tool_call_and_result_give_the_same_row_together_or_apart_even_when_a_clock_went_back(string finished)
    {
        var room = await bed.OpenAsync();
        string[] Lines(string id) =>
        [
            $$$"""{"type":"assistant","timestamp":"2026-11-20T10:00:01Z","sessionId":"s","cwd":"/p","requestId":"req_1","message":{"id":"m","content":[{"type":"tool_use","id":"{{{id}}}","name":"Read","input":{"file_path":"/p/a"}}]}}""",
            $$$"""{"type":"user","timestamp":"{{{finished}}}","sessionId":"s","cwd":"/p","message":{"content":[{"type":"tool_result","tool_use_id":"{{{id}}}","content":"four"}]},"permissionDecision":{"decision":"accept","source":"config"}}""",
        ];
        await room.WriteAsync(TranscriptReading.Lines(Lines("1-together")));
        await room.WriteAsync(TranscriptReading.Lines(Lines("2-apart")[..1]));
        await room.WriteAsync(TranscriptReading.Lines(Lines("2-apart")[1..]));

        var rows = await room.Client.QueryAsync(new StoreStatement("test", ToolCalls), static row => row.GetString(0), CancellationToken.None);

        Assert.Equal(2, rows.Count);
        Assert.Equal(rows[1], rows[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_that_streams_across_midnight_has_its_first_lines_day_however_it_was_read(bool inOnePass)
    {
        var room = await bed.OpenAsync();
        string[] lines = [Line("req_1", "2026-11-20T23:59:58Z", 5, ""), Line("req_1", "2026-11-21T00:00:03Z", 500, "")];
        foreach (var pass in inOnePass ? [lines] : lines.Select(line => new[] { line }))
        {
            await room.WriteAsync([.. TranscriptReading.Lines(pass).Requests]);
        }

        var day = await room.OnlyRowAsync(UsageGrouping.Daily);

        Assert.Equal(("2026-11-20", 500L), (day.Key, day.Totals.OutputTokens));
    }

    [Fact]
    public async Task Thinking_nobody_told_is_unknown_and_a_sum_says_how_many_told_it()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync([.. TranscriptReading.Lines(Line("req_1", "2026-11-20T10:00:00Z", 5, "")).Requests]);
        var none = (await room.OnlyRowAsync()).Totals;
        await room.WriteAsync([.. TranscriptReading.Lines(Line("req_2", "2026-11-20T10:00:01Z", 9, Thinking(0))).Requests]);
        var some = (await room.OnlyRowAsync()).Totals;

        Assert.Equal((1L, null, 0L), (none.Requests, none.ThinkingTokens, none.ThinkingRequests));
        Assert.Equal((2L, 0L, 1L), (some.Requests, some.ThinkingTokens, some.ThinkingRequests));
    }

    private static IEnumerable<RequestFact> Read(IEnumerable<string> lines, string key) => TranscriptReading.Lines(lines).Requests.Select(fact => fact with { RequestKey = key });

    private static string Line(string id, Random random) => Line(
        id,
        DateTimeOffset.UnixEpoch.AddDays(20777).AddMilliseconds(random.Next(-3, 3) * 1000).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        random.Next(1, 4),
        random.Next(2) == 0 ? "" : Thinking(random.Next(3)),
        random);

    private static string Line(string id, string time, int output, string more, Random? random = null)
    {
        string Pick(params string[] texts) => random is null ? texts[0] : texts[random.Next(texts.Length)];
        return $$$"""
            {"type":"assistant","timestamp":"{{{time}}}","sessionId":"{{{Pick("s1", "s2")}}}","cwd":"{{{Pick("/a", "/b")}}}","gitBranch":"{{{Pick("main", "x")}}}","version":"{{{Pick("2.1.330", "2.1.9")}}}",
            "promptId":"{{{Pick("p1", "p2")}}}","isSidechain":{{{Pick("false", "true")}}},"requestId":"{{{id}}}","effort":"{{{Pick("low", "high")}}}",
            "message":{"id":"{{{Pick("msg_1", "msg_2")}}}","model":"{{{Pick("claude-opus-5-5", "claude-haiku-5-5")}}}","stop_reason":{{{Pick("null", "\"end_turn\"", "\"tool_use\"")}}},
            "usage":{"input_tokens":{{{Pick("10", "11")}}},"output_tokens":{{{output}}},"cache_read_input_tokens":{{{Pick("7", "8")}}},"cache_creation_input_tokens":20,
            "cache_creation":{{{Pick("null", "{}", "{\"ephemeral_5m_input_tokens\":20}", "{\"ephemeral_1h_input_tokens\":20}", "{\"ephemeral_5m_input_tokens\":5,\"ephemeral_1h_input_tokens\":15}")}}},
            "server_tool_use":{"web_search_requests":{{{Pick("0", "1", "2")}}}},
            "speed":"{{{Pick("standard", "fast")}}}","service_tier":"{{{Pick("standard", "batch")}}}","inference_geo":"{{{Pick("", "us")}}}"{{{more}}} } } }
            """.ReplaceLineEndings("");
    }

    private static string Thinking(int tokens) => $", \"output_tokens_details\": {{ \"thinking_tokens\": {tokens} }}";

    private static Task<IReadOnlyList<string>> RowsAsync(StoreClient client) => client.QueryAsync(
        new StoreStatement(
            "test",
            """
            SELECT toString((sources, last_seen, request_id, message_id, t_first_message_id, identity(t_owner), t_first, t_last_time, t_counts, t_details, t_input_tokens,
                t_output_tokens, t_cache_read_tokens, t_cache_write_5m_tokens, t_cache_write_1h_tokens, t_thinking_tokens, t_web_search_requests, t_reported_cost_usd,
                t_model, t_requested_model, t_stop_reason, t_speed, t_service_tier, t_inference_geo, t_effort, t_query_source, t_shape_hash, t_tries))
            FROM api_requests FINAL ORDER BY request_key
            """),
        static row => row.GetString(0),
        CancellationToken.None);
}
