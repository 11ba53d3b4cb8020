using Coxswain.Core.Recovery.Analysis;
using Coxswain.Storage.ClickHouse.Recovery;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse.Recovery;

public sealed class ClickHouseFailureStoreTests(SharedEngine engine)
{
    private const string Overloaded = "2d1add8a-9e9d-4bb9-a92e-765e614c7293";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The real client, overloaded at each of three tries: its telemetry and its transcript tell of the same request.</summary>
    [Fact]
    public async Task Captured_session_that_gave_up_is_told_once_by_both_sources()
    {
        await using var room = await TestStore.MigratedAsync(engine);
        await CapturedBatches.FillAsync(room, "overloaded-exhausted");
        var store = new ClickHouseFailureStore(room.Client);
        var session = Assert.Single(await room.QueryAsync("SELECT DISTINCT session_id FROM api_errors FINAL WHERE t_is_final = 1"));

        var failures = await store.ReadFailuresAsync(session, 100, Cancel);
        var analysis = ErrorAnalyzer.Analyze(session, failures, await store.ReadAnsweredAsync(session, 100, Cancel), isSuggesting: true, TimeProvider.System.GetUtcNow());

        Assert.Equal(Overloaded, session);
        Assert.Equal([("overloaded", 1L, 1L, 3L)], analysis.Classes.Select(static row => (row.Class, row.GivenUp.Count, row.GivenUp.Of, row.FailedTries)));
        Assert.Equal(new Proportion(0, 1), analysis.Recovered);
        Assert.True(analysis.WaitedMs >= 595 + 1180);
        Assert.Equal(failures.Select(static one => one.Time).Order(), failures.Select(static one => one.Time));
        Assert.Equal(2, (await store.ReadFailuresAsync(session, 2, Cancel)).Count);
        Assert.Empty(await store.ReadFailuresAsync("nobody", 100, Cancel));
        Assert.Empty(await store.ReadAnsweredAsync("nobody", 100, Cancel));
    }

    [Fact]
    public async Task Size_and_model_of_a_failure_are_those_of_the_nearest_answered_call_of_its_agent()
    {
        await using var room = await TestStore.MigratedAsync(engine);
        await room.ExecuteAsync(
            """
            INSERT INTO api_requests (request_key, request_id, sources, o_session_id, o_agent_id, o_model, o_time, o_input_tokens, o_output_tokens, o_cache_read_tokens, o_cache_creation_tokens, o_duration_ms, o_ttft_ms) VALUES
                ('a', 'a', 1, 's', '', 'claude-opus-5-5', '2026-11-26 12:00:00', 100, 5, 1000, 10, 2000, 700),
                ('b', 'b', 1, 's', '', 'claude-haiku-5-5', '2026-11-26 12:00:20', 200, 5, 2000, 20, 3000, NULL),
                ('c', 'c', 1, 's', 'sub', 'claude-sonnet-5-5', '2026-11-26 12:00:09', 7, 5, 0, 0, 100, 50),
                ('d', 'd', 1, 'other', '', 'claude-sonnet-5-5', '2026-11-26 12:00:09', 9, 5, 0, 0, 100, 50)
            """);
        await room.ExecuteAsync(
            """
            INSERT INTO api_errors (error_key, sources, request_id, o_kind, o_time, o_session_id, o_agent_id, o_model, o_error, o_status_code, o_duration_ms, o_attempt) VALUES
                ('1', 1, '1', 'api_error', '2026-11-26 11:59:00', 's', '', '', 'before any', NULL, 10, 1),
                ('2', 1, '2', 'api_error', '2026-11-26 12:00:10', 's', '', 'claude-opus-5', 'between', 529, NULL, 4),
                ('3', 1, '3', 'api_error', '2026-11-26 12:01:00', 's', 'sub', '', 'of the subagent', 500, 10, 1),
                ('4', 1, '4', 'api_error', '2026-11-26 12:01:01', 's', 'lonely', '', 'no call near', 500, 10, 1)
            """);
        var store = new ClickHouseFailureStore(room.Client);

        var failures = await store.ReadFailuresAsync("s", 100, Cancel);

        Assert.Equal(
            [("before any", "claude-opus-5-5", 1110L), ("between", "claude-opus-5", 1110L), ("of the subagent", "claude-sonnet-5-5", 7L), ("no call near", "", null)],
            failures.Select(static one => (one.Message, one.Model, one.PromptTokens)));
        Assert.Equal((529, null, 4L), (failures[1].StatusCode, failures[1].Duration, failures[1].Attempt));
        Assert.Equal(
            [("claude-opus-5-5", 1110L, 2000d, 700d), ("claude-sonnet-5-5", 7L, 100d, 50d), ("claude-haiku-5-5", 2220L, 3000d, null)],
            (await store.ReadAnsweredAsync("s", 100, Cancel)).Select(static call => (call.Model, call.PromptTokens, call.Duration?.TotalMilliseconds, call.FirstToken?.TotalMilliseconds)));
    }
}
