using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Recovery;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse.Recovery;

/// <summary>Every number of <c>cox error-analyze</c> for one session of rows written by hand. The intervals were worked out apart, as roots of the score equation.</summary>
public sealed class ErrorAnalysisNumbersTests(SharedEngine engine)
{
    private static readonly TimeRange Always = new(DateTimeOffset.UnixEpoch, new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_rates_intervals_and_spreads_are_those_of_the_rows()
    {
        await using var room = await FilledAsync();
        var store = new ClickHouseFailureStore(room.Client);

        var analysis = ErrorAnalyzer.Analyze("s", await store.ReadFailuresAsync("s", 100, Cancel), await store.ReadAnsweredAsync("s", 100, Cancel), isSuggesting: true, DateTimeOffset.UnixEpoch);

        Assert.Equal(("ok", 14L, 6L, false, 0L, 2000d, false), (analysis.State, analysis.Answered, analysis.FailedTries, analysis.IsTriesLeast, analysis.UnknownEnds, analysis.WaitedMs, analysis.IsCut));
        Assert.Equal((At(0), At(160)), (analysis.First, analysis.Last));
        AssertRate(analysis.GivenUp, 2, 16, 0.125, 0.034977, 0.360228);
        AssertRate(analysis.Recovered, 1, 3, 0.333333, 0.061492, 0.79234);
        Assert.Equal(
            [
                new FailureClassRow("overloaded", new Proportion(1, 16), 5, new Proportion(1, 2)),
                new FailureClassRow("server_error", new Proportion(1, 16), 1, new Proportion(0, 1)),
            ],
            analysis.Classes);
        AssertRate(analysis.Classes[0].GivenUp, 1, 16, 0.0625, 0.011119, 0.283287);
        AssertRate(analysis.Classes[0].Recovered, 1, 2, 0.5, 0.094531, 0.905469);
        AssertRate(analysis.Classes[1].Recovered, 0, 1, 0, 0, 0.793451);
        Assert.Equal(
            [
                new SizeRow("claude-opus-5-5", new PromptRange(0, 4000), new Proportion(0, 10), new Proportion(0, 10), new Spread(10, 500, 1000, 1000), new Spread(10, 50, 100, 100)),
                new SizeRow("claude-opus-5-5", new PromptRange(20_000, 50_000), new Proportion(2, 6), new Proportion(1, 6), new Spread(4, 5000, 7000, 7000), new Spread(0, null, null, null)),
            ],
            analysis.Sizes);
        Assert.Equal(
            ["2 of 16 (12.5 %, 95 % interval 3.5 % to 36.0 %) of requests ended with a failure that passes; the client's own retries brought 1 of 3 (33.3 %, 95 % interval 6.1 % to 79.2 %) of those with a failed try to an answer."],
            analysis.Suggestions!.Select(static one => one.Evidence));
    }

    /// <summary>Attempts by what led to them: the first of a call is none, another session's is none, and a row that came twice is one.</summary>
    [Fact]
    public async Task What_the_gateway_tried_has_the_mean_and_the_cost_of_its_rows()
    {
        await using var room = await FilledAsync();

        var outcomes = await new ClickHouseRecoveryStore(room.Client).ReadOutcomesAsync(new UsageFilter(Always.From, Always.To, TimeZoneInfo.Utc, "", "", "s"), Cancel);

        Assert.Equal(
            [
                new RecoveryOutcome("overloaded", "retry", "claude-opus-5-5", 5, 4, (100 + 200 + 300 + 400 + 1000) / 5.0, 0.25m),
                new RecoveryOutcome("overloaded", "model_switch", "claude-opus-5-5", 2, 1, 0, 0.5m),
                new RecoveryOutcome("stalled", "retry", "claude-opus-5-5", 1, 1, 750, null),
            ],
            outcomes);
        AssertRate(new Proportion(outcomes[0].Answered, outcomes[0].Attempts), 4, 5, 0.8, 0.375535, 0.963776);
    }

    /// <summary>A client without telemetry, and one that tells some of its failures: what failed through the gateway is told by that, once.</summary>
    [Fact]
    public async Task Failures_only_the_gateway_saw_are_failures_too()
    {
        await using var room = await FilledAsync();
        await room.ExecuteAsync(
            """
            INSERT INTO gateway_calls (time, call_id, operation, session_id, requested_model, request_id, outcome, failure, status_code, attempts, duration_ms) VALUES
                ('2026-11-26 12:00:01', 'f1', 'messages', 'quiet', 'claude-opus-5-5', 'req_f1', 'failed', 'overloaded', 529, 8, 30000),
                ('2026-11-26 12:00:02', 'f2', 'messages', 'quiet', 'claude-opus-5-5', 'req_f2', 'broken', 'truncated_stream', 200, 1, 900),
                ('2026-11-26 12:00:03', 'f3', 'messages', 'quiet', 'claude-opus-5-5', 'req_f3', 'answered', '', 200, 1, 900),
                ('2026-11-26 12:00:04', 'f4', 'messages', 's', 'claude-opus-5-5', 'req_f4', 'failed', 'overloaded', 529, 8, 30000),
                ('2026-11-26 12:02:39', 'f5', 'messages', 's', 'claude-opus-5-5', 'req_f5', 'failed', 'overloaded', 529, 8, 1200)
            """);
        await room.ExecuteAsync(
            """
            INSERT INTO api_requests (request_key, request_id, sources, o_session_id, o_model, o_time, o_input_tokens, o_output_tokens)
            VALUES ('req_f3', 'req_f3', 1, 'quiet', 'claude-opus-5-5', '2026-11-26 12:00:03', 2000, 5)
            """);
        var store = new ClickHouseFailureStore(room.Client);

        var quiet = ErrorAnalyzer.Analyze("quiet", await store.ReadFailuresAsync("quiet", 100, Cancel), await store.ReadAnsweredAsync("quiet", 100, Cancel), isSuggesting: false, DateTimeOffset.UnixEpoch);

        // Of the answer that broke off another one followed.
        Assert.Equal(["overloaded 1 of 2", "truncated_stream 0 of 2"], quiet.Classes.Select(static row => $"{row.Class} {row.GivenUp.Count} of {row.GivenUp.Of}").Order(StringComparer.Ordinal));
        Assert.Equal((1L, 2L), (quiet.GivenUp.Count, quiet.GivenUp.Of));

        var some = await store.ReadFailuresAsync("s", 100, Cancel);
        Assert.Equal([(At(34), 8L), (At(160).AddMilliseconds(200), 8L)], some.Where(static one => one.IsGateway).Select(static one => (one.Time, one.TotalAttempts)));
        var analysis = ErrorAnalyzer.Analyze("s", some, await store.ReadAnsweredAsync("s", 100, Cancel), isSuggesting: false, DateTimeOffset.UnixEpoch);
        Assert.Equal((3L, 17L, 7L), (analysis.GivenUp.Count, analysis.GivenUp.Of, analysis.FailedTries));
    }

    private static DateTimeOffset At(int second) => new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero).AddSeconds(second);

    private static void AssertRate(Proportion part, long count, long of, double rate, double low, double high)
    {
        Assert.Equal((count, of), (part.Count, part.Of));
        Assert.Equal((rate, low, high), (part.Rate!.Value, part.Low!.Value, part.High!.Value), (one, other) =>
            Math.Abs(one.Item1 - other.Item1) < 1e-6 && Math.Abs(one.Item2 - other.Item2) < 1e-6 && Math.Abs(one.Item3 - other.Item3) < 1e-6);
    }

    private async Task<TestStore> FilledAsync()
    {
        var room = await TestStore.MigratedAsync(engine);

        // Ten small calls, one each ten seconds; from 2 min on four large ones, whose first token nobody told.
        await room.ExecuteAsync(
            """
            INSERT INTO api_requests (request_key, request_id, sources, o_session_id, o_model, o_time, o_input_tokens, o_output_tokens, o_duration_ms, o_ttft_ms)
            SELECT toString(number), toString(number), 1, 's', 'claude-opus-5-5', toDateTime64('2026-11-26 12:00:00', 3, 'UTC') + number * 10, 2000, 5, 100 * (number + 1), 10 * (number + 1) FROM numbers(10)
            UNION ALL
            SELECT concat('l', toString(number)), '', 1, 's', 'claude-opus-5-5', toDateTime64('2026-11-26 12:02:00', 3, 'UTC') + number * 10, 30000, 5, 4000 + 1000 * number, NULL FROM numbers(4)
            """);

        // Two tries that an answer followed; then two requests given up, the second after three tries.
        await room.ExecuteAsync(
            """
            INSERT INTO api_errors (error_key, sources, o_kind, o_time, o_session_id, o_model, o_status_code, o_duration_ms, o_attempt, t_owner, t_status_code, t_is_final, t_attempt, t_retry_in_ms) VALUES
                ('1', 2, '', NULL, '', '', NULL, NULL, NULL, (0, '2026-11-26 12:01:31', 's', '', '', '', '', ''), 529, 0, 1, 500),
                ('2', 2, '', NULL, '', '', NULL, NULL, NULL, (0, '2026-11-26 12:01:32', 's', '', '', '', '', ''), 529, 0, 2, 1500),
                ('3', 1, 'api_error', '2026-11-26 12:02:35', 's', 'claude-opus-5-5', 504, 60000, 1, (255, '2299-12-31 00:00:00', '', '', '', '', '', ''), NULL, NULL, NULL, NULL),
                ('4', 1, 'api_error', '2026-11-26 12:02:40', 's', 'claude-opus-5-5', 529, 90, 3, (255, '2299-12-31 00:00:00', '', '', '', '', '', ''), NULL, NULL, NULL, NULL)
            """);
        const string attempts =
            """
            INSERT INTO gateway_attempts (time, call_id, attempt, session_id, strategy, model, requested_model, failure, cause, wait_ms, cost_usd) SETTINGS insert_deduplicate = 0 VALUES
                ('2026-11-26 12:00:00', 'a', 1, 's', 'first', 'claude-opus-5-5', 'claude-opus-5-5', 'overloaded', '', 0, 9),
                ('2026-11-26 12:00:00', 'a', 2, 's', 'retry', 'claude-opus-5-5', 'claude-opus-5-5', 'overloaded', 'overloaded', 1000, 0.25),
                ('2026-11-26 12:00:00', 'a', 3, 's', 'retry', 'claude-opus-5-5', 'claude-opus-5-5', '', 'overloaded', 100, NULL),
                ('2026-11-26 12:00:10', 'b', 2, 's', 'retry', 'us.anthropic.claude-opus-5-5-v1:0', 'us.anthropic.claude-opus-5-5-v1:0', '', 'overloaded', 200, NULL),
                ('2026-11-26 12:00:20', 'c', 2, 's', 'retry', 'claude-opus-5-5', 'claude-opus-5-5[1m]', '', 'overloaded', 300, NULL),
                ('2026-11-26 12:00:30', 'd', 2, 's', 'retry', 'claude-opus-5-5', 'claude-opus-5-5', '', 'overloaded', 400, NULL),
                ('2026-11-26 12:00:40', 'e', 2, 's', 'model_switch', 'claude-sonnet-5-5', 'claude-opus-5-5', 'server_error', 'overloaded', 0, 0.5),
                ('2026-11-26 12:00:50', 'f', 2, 's', 'model_switch', 'claude-haiku-5-5', 'claude-opus-5-5', '', 'overloaded', 0, NULL),
                ('2026-11-26 12:01:00', 'g', 2, 's', 'retry', 'claude-opus-5-5', 'claude-opus-5-5', '', 'stalled', 750, NULL),
                ('2026-11-26 12:01:10', 'h', 2, 'another', 'retry', 'claude-opus-5-5', 'claude-opus-5-5', '', 'stalled', 99999, 7)
            """;
        await room.ExecuteAsync(attempts);
        await room.ExecuteAsync(attempts);
        return room;
    }
}
