using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Monitoring;
using Coxswain.Storage.ClickHouse.Recovery;
using Coxswain.Tests.Engine;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Storage.ClickHouse.Monitoring;

/// <summary>Failures of all sessions from rows written by hand, on the real engine. Answers were counted by hand.</summary>
public sealed class ErrorRateStoreTests(SharedEngine engine)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Of the day 12 requests were answered: 8 of session a (opus, /src/shop), 3 of session b (haiku, /src/shop/api), and one through the gateway that it had to try three times. Given up were one
    /// of session a, told by telemetry and transcript and gateway alike, and one call of a client without a session. Session b's one failed try was answered in the end.
    /// </summary>
    [Fact]
    public async Task Each_failure_counts_once_whoever_told_of_it()
    {
        await using var room = await FilledAsync();

        var report = await ReadAsync(room, Filter());

        Assert.Equal("ok", report.State);
        Assert.Equal((12L, new Proportion(2, 14), new Proportion(5, 17), 2L), (report.Answered, report.GivenUp, report.FailedTries, report.HiddenTries));
        Assert.Equal((new Proportion(2, 4), new Proportion(1, 3), new Proportion(1, 2), 0L), (report.Recovered, report.RecoveredByClient, report.RecoveredByGateway, report.UnknownEnds));
        Assert.Equal(
            ["overloaded 1/14 3+2 1/2", "server_error 1/14 1+0 0/1", "rate_limited 0/14 1+0 1/1"],
            report.Classes.Select(static row => $"{row.Class} {row.GivenUp.Count}/{row.GivenUp.Of} {row.FailedTries}+{row.HiddenTries} {row.Recovered.Count}/{row.Recovered.Of}"));
        Assert.Equal(["otlp", "transcripts", "gateway"], report.Sources);
        Assert.Equal(
            ["12:40:00 server_error given_up  500", "12:31:00 rate_limited recovered client 429", "12:20:00 overloaded recovered model_switch ", "12:05:00 overloaded given_up  529"],
            report.LastErrors.Select(static one => $"{one.Time:HH:mm:ss} {one.Class} {one.Became} {one.By} {one.StatusCode}"));
    }

    [Fact]
    public async Task Filters_hold_for_failures_as_for_answers()
    {
        await using var room = await FilledAsync();

        Assert.Equal(new Proportion(0, 3), (await ReadAsync(room, Filter() with { Project = "/src/shop/api" })).GivenUp);
        Assert.Equal(new Proportion(1, 12), (await ReadAsync(room, Filter() with { Project = "/src/shop" })).GivenUp);
        Assert.Equal(new Proportion(1, 9), (await ReadAsync(room, Filter() with { Model = "us.anthropic.claude-opus-5-5-v1:0" })).GivenUp);
        var haiku = await ReadAsync(room, Filter() with { Model = "claude-haiku-5-5" });
        Assert.Equal((new Proportion(0, 3), new Proportion(1, 1)), (haiku.GivenUp, haiku.RecoveredByClient));
        Assert.Equal("no_data", (await ReadAsync(room, Filter() with { Project = "/elsewhere" })).State);
        var early = await ReadAsync(room, Filter() with { Until = Noon.AddMinutes(5) });
        Assert.Equal(("no_failures", 5L), (early.State, early.Answered));
    }

    [Fact]
    public async Task Hours_and_the_time_before_have_their_own_counts()
    {
        await using var room = await FilledAsync();
        await room.ExecuteAsync("INSERT INTO api_requests (request_key, request_id, sources, o_session_id, o_model, o_time, o_input_tokens, o_output_tokens) SELECT concat('old', toString(number)), concat('old', toString(number)), 1, 'old', 'claude-opus-5-5', '2026-11-26 11:30:00', 1, 1 FROM numbers(4)");

        var report = await ReadAsync(room, Filter());

        Assert.Equal((new Proportion(0, 4), false), (report.Trend!.Before, report.Trend.IsMoreThanChance));
        Assert.Equal(100.0 * 2 / 14, report.Trend.ChangePoints!.Value, 9);
        Assert.Equal((Noon.AddHours(-1), Noon), (report.Trend.From, report.Trend.To));
        Assert.Equal([new ErrorHour(Noon, 12, 2, 5, 1)], report.Hours);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(45)]
    [InlineData(-60 * 24 * 30)]
    public async Task Last_hour_is_told_against_the_days_before_it_whatever_the_range(int minutes)
    {
        await using var room = await FilledAsync();
        await room.ExecuteAsync("INSERT INTO api_requests (request_key, request_id, sources, o_session_id, o_model, o_time, o_input_tokens, o_output_tokens) SELECT concat('old', toString(number)), concat('old', toString(number)), 1, 'old', 'claude-opus-5-5', '2026-11-22 11:30:00', 1, 1 FROM numbers(4)");

        var recent = (await ReadAsync(room, Filter() with { Since = Noon.AddMinutes(minutes) })).Recent;

        Assert.NotNull(recent);
        Assert.Equal((Noon.AddDays(-7), Noon), (recent.BeforeFrom, recent.From));
        Assert.Equal((new Proportion(2, 14), new Proportion(0, 4), new Proportion(5, 17), new Proportion(0, 4)), (recent.GivenUp, recent.GivenUpBefore, recent.FailedTries, recent.FailedTriesBefore));
        Assert.Equal((1L, 2L), (recent.Rescued, recent.HiddenTries));
        Assert.Equal(["12:40 server_error", "12:05 overloaded"], recent.Failures.Select(static one => $"{one.Time:HH:mm} {one.Class}"));
        Assert.Equal(new Proportion(1, 9), (await ReadAsync(room, Filter() with { Model = "claude-opus-5-5" })).Recent?.GivenUp);
    }

    /// <summary>Three tries, the last of them at 13:04, and another request answered after it.</summary>
    [Fact]
    public async Task Request_whose_tries_a_range_parts_from_its_end_counts_where_it_ended_and_never_as_recovered()
    {
        await using var room = await TestStore.MigratedAsync(engine);
        await room.ExecuteAsync(
            """
            INSERT INTO api_requests (request_key, request_id, sources, o_session_id, o_model, o_time, o_input_tokens, o_output_tokens)
            SELECT concat('p', toString(number)), concat('p', toString(number)), 1, 'p', 'claude-opus-5-5', addMinutes(toDateTime64('2026-11-26 12:50:00', 3, 'UTC'), number * 20), 1, 1 FROM numbers(2)
            """);
        await room.ExecuteAsync(
            """
            INSERT INTO api_errors (error_key, sources, t_owner, t_error_type, t_status_code, t_is_final, t_attempt)
            SELECT concat('e', toString(number)), 2, (1, addMinutes(toDateTime64('2026-11-26 12:58:00', 3, 'UTC'), number * 3), 'p', '/src/shop', 'main', '', '', ''), 'overloaded_error', 529, number = 2, number + 1 FROM numbers(3)
            """);

        var (until, from) = (await ReadAsync(room, Filter()), await ReadAsync(room, Filter() with { Since = Noon.AddHours(1), Until = Noon.AddHours(2) }));

        Assert.Equal((new Proportion(0, 1), new Proportion(0, 1), new Proportion(0, 0)), (until.GivenUp, until.FailedTries, until.Recovered));
        Assert.Equal((new Proportion(1, 2), new Proportion(3, 4), new Proportion(0, 1)), (from.GivenUp, from.FailedTries, from.Recovered));
    }

    private static UsageFilter Filter() => new(Noon, Noon.AddHours(1), TimeZoneInfo.Utc, "", "", "");

    private static Task<ErrorRateReport> ReadAsync(TestStore room, UsageFilter filter)
        => new ErrorRates(new ClickHouseErrorRateStore(room.Client), new ClickHouseRecoveryStore(room.Client), new FakeTimeProvider(Noon.AddHours(1))).ReadAsync(filter, null, Cancel);

    private async Task<TestStore> FilledAsync()
    {
        var room = await TestStore.MigratedAsync(engine);
        await room.ExecuteAsync(
            """
            INSERT INTO api_requests (request_key, request_id, sources, o_session_id, o_model, o_time, o_input_tokens, o_output_tokens, t_owner)
            SELECT concat('a', toString(number)), concat('a', toString(number)), 3, 'a', 'claude-opus-5-5', addMinutes(toDateTime64('2026-11-26 12:00:00', 3, 'UTC'), number), 1000, 10,
                (1, addMinutes(toDateTime64('2026-11-26 12:00:00', 3, 'UTC'), number), 'a', '/src/shop', 'main', '', '', '', '')
            FROM numbers(5)
            UNION ALL
            SELECT concat('a9', toString(number)), concat('a9', toString(number)), 3, 'a', 'claude-opus-5-5', addMinutes(toDateTime64('2026-11-26 12:50:00', 3, 'UTC'), number), 1000, 10,
                (1, addMinutes(toDateTime64('2026-11-26 12:50:00', 3, 'UTC'), number), 'a', '/src/shop', 'main', '', '', '', '')
            FROM numbers(3)
            UNION ALL
            SELECT concat('b', toString(number)), concat('b', toString(number)), 3, 'b', 'claude-haiku-5-5', addMinutes(toDateTime64('2026-11-26 12:30:00', 3, 'UTC'), number * 2), 1000, 10,
                (1, addMinutes(toDateTime64('2026-11-26 12:30:00', 3, 'UTC'), number * 2), 'b', '/src/shop/api', 'main', '', '', '', '')
            FROM numbers(3)
            """);
        await room.ExecuteAsync("INSERT INTO api_requests (request_key, request_id, sources, o_session_id, o_model, o_time, o_input_tokens, o_output_tokens) VALUES ('req_r', 'req_r', 1, 'g', 'claude-sonnet-5-5', '2026-11-26 12:20:09', 10, 10)");
        // Session a: three tries, the last with its id, told by all three; session b: one try that only the transcript tells.
        await room.ExecuteAsync(
            """
            INSERT INTO api_errors (error_key, sources, request_id, o_kind, o_time, o_session_id, o_model, o_error, o_status_code, o_duration_ms, o_attempt, t_owner, t_error_type, t_status_code, t_is_final, t_attempt) VALUES
                ('a-t1', 2, '', '', NULL, '', '', '', NULL, NULL, NULL, (1, '2026-11-26 12:05:00', 'a', '/src/shop', 'main', '', '', ''), 'overloaded_error', 529, 0, 1),
                ('a-t2', 2, '', '', NULL, '', '', '', NULL, NULL, NULL, (1, '2026-11-26 12:05:02', 'a', '/src/shop', 'main', '', '', ''), 'overloaded_error', 529, 0, 2),
                ('req_f', 3, 'req_f', 'api_error', '2026-11-26 12:05:06', 'a', 'claude-opus-5-5', 'Overloaded', 529, 900, 3, (1, '2026-11-26 12:05:06', 'a', '/src/shop', 'main', '', '', ''), 'overloaded_error', 529, 1, 3),
                ('b-t1', 2, '', '', NULL, '', '', '', NULL, NULL, NULL, (1, '2026-11-26 12:31:00', 'b', '/src/shop/api', 'main', '', '', ''), 'rate_limit_error', 429, 0, 1)
            """);
        await room.ExecuteAsync(
            """
            INSERT INTO gateway_calls (time, call_id, operation, session_id, requested_model, model, request_id, outcome, failure, status_code, attempts, duration_ms) VALUES
                ('2026-11-26 12:05:05', 'c1', 'messages', 'a', 'claude-opus-5-5', '', 'req_f', 'failed', 'overloaded', 529, 2, 900),
                ('2026-11-26 12:20:00', 'c2', 'messages', 'g', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'req_r', 'answered', '', 200, 3, 9000),
                ('2026-11-26 12:39:59', 'c3', 'messages', '', 'claude-haiku-4-5', '', '', 'failed', 'server_error', 500, 1, 1000)
            """);
        await room.ExecuteAsync(
            """
            INSERT INTO gateway_attempts (time, call_id, attempt, session_id, strategy, model, requested_model, status_code, failure, cause) VALUES
                ('2026-11-26 12:20:00', 'c2', 1, 'g', 'first', 'claude-sonnet-5-5', 'claude-sonnet-5-5', 529, 'overloaded', ''),
                ('2026-11-26 12:20:00', 'c2', 2, 'g', 'retry', 'claude-sonnet-5-5', 'claude-sonnet-5-5', 529, 'overloaded', 'overloaded'),
                ('2026-11-26 12:20:00', 'c2', 3, 'g', 'model_switch', 'claude-haiku-5-5', 'claude-sonnet-5-5', 200, '', 'overloaded')
            """);
        return room;
    }
}
