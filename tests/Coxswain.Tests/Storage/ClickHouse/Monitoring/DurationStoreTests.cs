using Coxswain.Core.Kernel;
using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Storage.ClickHouse.Monitoring;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse.Monitoring;

/// <summary>How long calls took, each once, on the real engine.</summary>
public sealed class DurationStoreTests(SharedEngine engine)
{
    private static readonly TimeRange Day = new(new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// A request only telemetry tells; one that went through the gateway too, which counts by the gateway's clock; one answered at the second attempt, whose whole time is no model's; an attempt that
    /// nothing came of, one that went silent; and one a client without the gateway gave up on, of the size of the call before.
    /// </summary>
    [Fact]
    public async Task Calls_are_told_once_and_what_was_given_up_lasted_at_least_so_long()
    {
        await using var room = await TestStore.MigratedAsync(engine);
        await room.ExecuteAsync(
            """
            INSERT INTO api_requests (request_key, request_id, sources, o_session_id, o_model, o_time, o_input_tokens, o_output_tokens, o_cache_read_tokens, o_duration_ms, o_ttft_ms) VALUES
                ('r1', 'r1', 1, 'alone', 'claude-opus-5-5', '2026-11-26 12:00:00', 1000, 5, 20000, 4000, 900),
                ('r2', 'r2', 1, 'seen', 'claude-haiku-5-5', '2026-11-26 12:01:00', 100, 5, 0, 9999, 999),
                ('r0', 'r0', 1, 'alone', 'claude-opus-5-5', '2026-11-25 12:00:00', 1000, 5, 0, 4000, 900)
            """);
        await room.ExecuteAsync(
            """
            INSERT INTO gateway_calls (time, call_id, operation, session_id, requested_model, request_id, is_stream, outcome, failure, status_code, attempts, first_token_ms, duration_ms, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens) VALUES
                ('2026-11-26 12:01:01', 'c2', 'messages', 'seen', 'us.anthropic.claude-haiku-5-5-v1:0', 'r2', 0, 'answered', '', 200, 1, NULL, 2500, 100, 0, 0, 0),
                ('2026-11-26 12:02:00', 'c3', 'messages', 'seen', 'claude-haiku-5-5', 'r3', 1, 'answered', '', 200, 2, 30500, 31000, 300000, 0, 0, 0),
                ('2026-11-26 12:03:00', 'c4', 'count_tokens', 'seen', 'claude-haiku-5-5', 'r4', 0, 'answered', '', 200, 1, NULL, 10, NULL, NULL, NULL, NULL),
                ('2026-11-26 12:04:00', 'c5', 'messages', 'seen', 'claude-haiku-5-5', '', 1, 'failed', 'stalled', 504, 1, 100, 60000, NULL, NULL, NULL, NULL)
            """);
        await room.ExecuteAsync(
            """
            INSERT INTO gateway_attempts (time, call_id, attempt, session_id, strategy, model, requested_model, prompt_tokens, status_code, failure, cause, duration_ms) VALUES
                ('2026-11-26 12:02:00', 'c3', 1, 'seen', 'first', 'claude-haiku-5-5', 'claude-haiku-5-5', 300000, 0, 'no_first_byte', '', 30000),
                ('2026-11-26 12:02:00', 'c3', 2, 'seen', 'retry', 'claude-haiku-5-5', 'claude-haiku-5-5', 300000, 200, '', 'no_first_byte', 1000),
                ('2026-11-26 12:04:00', 'c5', 1, 'seen', 'first', 'claude-haiku-5-5', 'claude-haiku-5-5', 100, 0, 'stalled', '', 60000)
            """);
        await room.ExecuteAsync(
            """
            INSERT INTO api_errors (error_key, sources, request_id, o_kind, o_time, o_session_id, o_model, o_error, o_status_code, o_duration_ms, o_attempt) VALUES
                ('e1', 1, 'e1', 'api_error', '2026-11-26 12:05:00', 'alone', '', 'Request timed out.', NULL, 600000, 3),
                ('e2', 1, 'e2', 'api_error', '2026-11-26 12:06:00', 'alone', '', 'Overloaded', 529, 100, 3),
                ('e3', 1, 'e3', 'api_error', '2026-11-26 12:07:00', 'seen', '', 'Request timed out.', NULL, 60000, 1)
            """);

        var samples = await new ClickHouseDurationStore(room.Client).ReadAsync(Day, 100, Cancel);

        Assert.Equal(
            [
                Sample("12:05:00", "claude-opus-5-5", SizeBucket.Medium, true, null, 600000, true),
                Sample("12:04:00", "claude-haiku-5-5", SizeBucket.Small, true, null, 60000, true),
                Sample("12:02:00", "claude-haiku-5-5", SizeBucket.Huge, true, 30000, 30000, true),
                Sample("12:01:01", "claude-haiku-5-5", SizeBucket.Small, false, null, 2500, false),
                Sample("12:00:00", "claude-opus-5-5", SizeBucket.Medium, true, 900, 4000, false),
            ],
            samples);
        Assert.Equal(samples.Take(2), await new ClickHouseDurationStore(room.Client).ReadAsync(Day, 2, Cancel));
    }

    private static DurationSample Sample(string time, string model, SizeBucket size, bool isStream, double? firstMs, double wholeMs, bool isCut)
        => new(DateTimeOffset.Parse($"2026-11-26T{time}Z", System.Globalization.CultureInfo.InvariantCulture), model, size, isStream, firstMs is { } first ? TimeSpan.FromMilliseconds(first) : null, TimeSpan.FromMilliseconds(wholeMs), isCut);
}
