using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;
using Coxswain.Gateway.Learning;
using Coxswain.Gateway.Observing;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Recovery;
using Coxswain.Tests.Storage.ClickHouse.Usage;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Storage.ClickHouse.Recovery;

/// <summary>Calls the gateway records become typed rows that join the requests they are.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class GatewayTablesTests(UsageStoreBed bed)
{
    private static readonly TelemetryOrigin Origin = GatewayOrigin.Of("1.0").Value;
    private static readonly TimeRange Day = new(UsageStoreRoom.Noon.AddHours(-12), UsageStoreRoom.Noon.AddHours(12));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_is_one_row_with_all_it_told_and_joins_its_request()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(UsageStoreRoom.Event("req_1", 0.0123));
        var call = Call("c1") with
        {
            RequestId = "req_1", RequestedModel = "opus", Model = "claude-opus-5-5", Status = 200, Tokens = new TokenUsage(120, 42, 5000, 2000, 7, 1, "", "standard", ""), CostUsd = 0.012345678901m,
            FirstByte = TimeSpan.FromMilliseconds(10.5), FirstToken = TimeSpan.FromMilliseconds(20.25), Took = TimeSpan.FromMilliseconds(1234.5), RateLimits = [("tokens-remaining", "99")],
            Attempts = [Attempt(1, null, FailureClass.Overloaded), Attempt(2, FailureClass.Overloaded, null)],
        };

        // Told twice, as after an answer of the outbox that was lost.
        await room.WriteAsync([.. CallEvents.Of(call, Origin)]);
        await room.WriteAsync([.. CallEvents.Of(call, Origin)]);

        Assert.Equal(
            ["req_1 session-1 opus claude-opus-5-5 200 answered 10.5 20.25 1234.5 120 42 5000 2000 7 1 0.012345678901 2 99 prompt-1"],
            await TextsAsync(room, """
                SELECT concat_ws(' ', c.request_id, r.session_id, requested_model, c.model, toString(status_code), outcome, toString(first_byte_ms), toString(first_token_ms), toString(c.duration_ms),
                    toString(c.input_tokens), toString(c.output_tokens), toString(c.cache_read_tokens), toString(c.cache_write_5m_tokens), toString(c.cache_write_1h_tokens), toString(c.web_search_requests),
                    toString(c.cost_usd), toString(attempts), rate_limits['tokens-remaining'], r.prompt_id)
                FROM gateway_calls AS c FINAL INNER JOIN requests AS r ON r.request_id = c.request_id
                """));
        Assert.Equal(
            ["1 first  overloaded", "2 retry overloaded "],
            await TextsAsync(room, "SELECT concat(toString(attempt), ' ', strategy, ' ', cause, ' ', failure) FROM gateway_attempts FINAL ORDER BY attempt"));
    }

    [Fact]
    public async Task Only_attempt_of_an_answered_call_is_the_same_row_whether_it_has_an_event_or_not()
    {
        var room = await bed.OpenAsync();
        var answered = Call("") with { RequestBytes = 40_000, RequestId = "req", Status = 200, Model = "claude-haiku-4-5-20251001", Tokens = new TokenUsage(120, 42, 0, 0, 0, 0, "", "standard", ""), CostUsd = 0.5m };
        var attempt = Attempt(1, null, null) with { Reason = "", AnsweredModel = answered.Model };
        LogRecord[] lone = [.. CallEvents.Of(answered with { Id = "lone", Attempts = [attempt] }, Origin)];
        LogRecord[] told = [.. CallEvents.Of(answered with { Id = "told", Attempts = [attempt with { Reason = "backoff" }] }, Origin)];
        await room.WriteAsync([.. lone, .. told]);

        Assert.Equal((1, 2), (lone.Length, told.Length));
        Assert.Equal(
            ["lone|1|first|claude-haiku-4-5|200|req|0|1000|session-1|10000|medium", "told|1|first|claude-haiku-4-5|200|req|0|1000|session-1|10000|medium"],
            await TextsAsync(room, """
                SELECT concat_ws('|', call_id, toString(attempt), strategy, model, toString(status_code), request_id, toString(wait_ms), toString(duration_ms), session_id, toString(prompt_tokens), prompt_size)
                FROM gateway_attempts FINAL ORDER BY call_id
                """));
        Assert.Equal(["1"], await TextsAsync(room, "SELECT toString(count()) FROM (SELECT DISTINCT * EXCEPT (call_id, reason) FROM gateway_attempts FINAL)"));
    }

    [Fact]
    public async Task Counts_nobody_told_are_unknown_and_not_nought()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync([.. CallEvents.Of(Call("c1") with { End = CallEnd.ClientGone }, Origin)]);

        Assert.Equal(
            ["1 1 1 1 client_gone"],
            await TextsAsync(room, "SELECT concat_ws(' ', toString(isNull(input_tokens)), toString(isNull(cost_usd)), toString(isNull(first_token_ms)), toString(isNull(request_bytes)), outcome) FROM gateway_calls FINAL"));
    }

    [Fact]
    public async Task Outcomes_are_counted_by_the_failure_that_led_to_them()
    {
        var room = await bed.OpenAsync();
        for (var i = 0; i < 4; i++)
        {
            await room.WriteAsync([.. CallEvents.Of(
                Call($"c{i}") with { Attempts = [Attempt(1, null, FailureClass.Stalled), Attempt(2, FailureClass.Stalled, i == 0 ? FailureClass.ServerError : null, 0.5m)] }, Origin)]);
        }

        Assert.Equal(
            [new RecoveryOutcome("stalled", "retry", "claude-haiku-4-5", 4, 3, 250, 2.0m)],
            await new ClickHouseRecoveryStore(room.Client).ReadOutcomesAsync(new UsageFilter(Day.From, Day.To, TimeZoneInfo.Utc, "", "", ""), Cancel));
        Assert.Single(await new ClickHouseRecoveryStore(room.Client).ReadOutcomesAsync(new UsageFilter(Day.From, Day.To, TimeZoneInfo.Utc, "", "", "session-1"), Cancel));
        Assert.Empty(await new ClickHouseRecoveryStore(room.Client).ReadOutcomesAsync(new UsageFilter(Day.From, Day.To, TimeZoneInfo.Utc, "", "", "another"), Cancel));
    }

    [Fact]
    public async Task Models_are_told_apart_by_their_normalised_ids()
    {
        var room = await bed.OpenAsync();
        string[] spellings = ["claude-haiku-4-5", "us.anthropic.claude-haiku-4-5-20260101-v1:0", "Anthropic.claude-haiku-4-5@20260101", "x/claude-haiku-4-5[1m]", "usxanthropicxclaude-haiku-4-5"];
        foreach (var model in spellings)
        {
            await room.WriteAsync([.. CallEvents.Of(Call(model) with { RequestedModel = model, Attempts = [Attempt(1, null, FailureClass.Overloaded), Attempt(2, FailureClass.Overloaded, null)] }, Origin)]);
        }

        var outcomes = await new ClickHouseRecoveryStore(room.Client).ReadOutcomesAsync(new UsageFilter(Day.From, Day.To, TimeZoneInfo.Utc, "", "", ""), Cancel);

        Assert.Equal(
            spellings.Select(ModelId.Normalise).GroupBy(static id => id).Select(static same => (same.Key, (long)same.Count())).Order(),
            outcomes.Select(static one => (one.ModelId, one.Attempts)).Order());
        Assert.Equal(2, outcomes.Count);
    }

    [Fact]
    public async Task Calls_are_counted_by_how_they_ended()
    {
        var room = await bed.OpenAsync();
        AttemptRecord[] twice = [Attempt(1, null, FailureClass.Overloaded), Attempt(2, FailureClass.Overloaded, null)];
        CallRecord[] calls =
        [
            Call("c1") with { Attempts = [Attempt(1, null, null)], UnreadEncoding = "zstd" },
            Call("c2") with { Attempts = twice },
            Call("c3") with { End = CallEnd.Failed, Attempts = twice },
            Call("c4") with { End = CallEnd.Broken },
            Call("c5") with { End = CallEnd.ClientGone },
        ];
        await room.WriteAsync([.. calls.SelectMany(static call => CallEvents.Of(call, Origin))]);

        Assert.Equal(new RecordedCalls(5, 2, 1, 2, 1, 1), await new ClickHouseRecoveryStore(room.Client).CountCallsAsync(Day, Cancel));
        Assert.Equal(0, (await new ClickHouseRecoveryStore(room.Client).CountCallsAsync(new TimeRange(Day.From.AddDays(-2), Day.From), Cancel)).Calls);
    }

    [Fact]
    public async Task What_was_learned_outlives_the_process()
    {
        var room = await bed.OpenAsync();
        var clock = new FakeTimeProvider(UsageStoreRoom.Noon.AddHours(1));
        for (var i = 0; i < 30; i++)
        {
            await room.WriteAsync([.. CallEvents.Of(
                Call($"c{i:D2}") with { RequestBytes = 400, Attempts = [Attempt(1, null, FailureClass.ServerError), Attempt(2, FailureClass.ServerError, FailureClass.ServerError), Attempt(3, FailureClass.ServerError, null) with { Strategy = "model_switch" }] },
                Origin)]);
        }

        var ledger = new StrategyLedger(new LearningPolicy(), new Random(1));
        await new OutcomeReplay(ledger, clock).ReplayOnceAsync(new ClickHouseRecoveryStore(room.Client), Cancel);

        var order = ledger.Order(FailureKey.Of(FailureClass.ServerError, "claude-haiku-4-5", 100), clock.GetUtcNow());
        Assert.Equal([(RecoveryStrategy.ModelSwitch, 1.0), (RecoveryStrategy.Retry, 0.0)], order.Select(static one => (one.Strategy, one.Here.SuccessRate!.Value)));
    }

    [Fact]
    public async Task Latencies_are_those_of_telemetry_and_of_other_clients_calls_by_size()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync([.. Enumerable.Range(1, 100).Select(static i => UsageStoreRoom.Event($"req_{i}", 0.1, ("ttft_ms", $"{i * 10}"), ("input_tokens", "12000")))]);
        await room.WriteAsync([.. Enumerable.Range(1, 3).SelectMany(static i => CallEvents.Of(
            Call($"own{i}") with { Client = Client(""), RequestedModel = "claude-haiku-4-5-20251001", Tokens = new TokenUsage(50, 5, 0, 0, 0, 0, "", "", ""), Took = TimeSpan.FromSeconds(i), Attempts = [Attempt(1, null, null)] }, Origin))]);

        // Claude Code's own are not counted twice.
        await room.WriteAsync([.. CallEvents.Of(Call("its") with { RequestedModel = "claude-haiku-4-5", Took = TimeSpan.FromHours(1), Attempts = [Attempt(1, null, null)] }, Origin)]);

        var samples = await new ClickHouseRecoveryStore(room.Client).ReadLatenciesAsync(Day, Cancel);

        Assert.Equal([("claude-haiku-4-5", SizeBucket.Small, false, 3L), ("claude-opus-5-5", SizeBucket.Medium, true, 100L)], samples.Select(static one => (one.ModelId, one.Size, one.IsStream, one.Requests)));
        Assert.InRange(samples[0].P99.TotalSeconds, 2.9, 3);
        Assert.InRange(samples[1].P99.TotalMilliseconds, 980, 1000);
    }

    private static CallRecord Call(string id) => new()
    {
        Id = id, Begun = UsageStoreRoom.Noon, Operation = "messages", Client = Client("session-1"), Mode = RecoveryMode.Transparent, RequestedModel = "claude-haiku-4-5",
    };

    private static ClientFacts Client(string session) => new("claude-cli", "2.1.330", session, "", "", "", "main", "prompt-1", "");

    private static AttemptRecord Attempt(int number, FailureClass? cause, FailureClass? failure, decimal? cost = null) => new(
        number, number == 1 ? "first" : "retry", "claude-haiku-4-5", cause, TimeSpan.FromMilliseconds(number == 1 ? 0 : 250), TimeSpan.FromSeconds(1), 200, "req", failure, "backoff", cost);

    private static Task<IReadOnlyList<string>> TextsAsync(UsageStoreRoom room, string sql) => room.Client.QueryAsync(new StoreStatement("test", sql), static row => row.GetString(0), Cancel);
}
