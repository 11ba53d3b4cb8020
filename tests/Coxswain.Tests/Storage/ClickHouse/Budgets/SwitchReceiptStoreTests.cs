using System.Globalization;
using Coxswain.Core.Budgets.Switching;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Gateway.Observing;
using Coxswain.Storage.ClickHouse.Budgets;
using Coxswain.Tests.Storage.ClickHouse.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Budgets;

/// <summary>Switches as events, and the requests after them, become receipts with what was saved. Prices of a million tokens: Opus 5.5 reads $0.20, writes $5, answers $20; Haiku 5.5 $0.01, $0.125, $0.50.</summary>
[Collection(nameof(UsageStoreTestGroup))]
public sealed class SwitchReceiptStoreTests(UsageStoreBed bed)
{
    private const string Opus = "claude-opus-5-5";
    private const string Haiku = "claude-haiku-5-5";
    private const decimal Million = 1_000_000;
    private static readonly DateTimeOffset Noon = UsageStoreRoom.Noon;
    private static readonly TelemetryOrigin Origin = GatewayOrigin.Of("1.0").Value;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Event_is_one_receipt_with_all_it_told_however_often_it_comes()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Switch(("agent.id", "a1"), ("forced", "true"), ("moment", "after_expiry"), ("cache.lifetime", "one_hour"), ("token_factor", "0.75")));
        await room.WriteAsync(Switch(("agent.id", "a1"), ("forced", "true"), ("moment", "after_expiry"), ("cache.lifetime", "one_hour"), ("token_factor", "0.75")));

        var one = Assert.Single(await Store(room).ReadAsync("", DateTimeOffset.UnixEpoch, 10, Cancel));

        Assert.Equal(
            new RecordedSwitch(
                new SwitchReceipt
                {
                    At = Noon, SessionId = "session-1", From = Opus, To = Haiku, Moment = SwitchMoment.AfterExpiry, Why = "It pays.", IsForced = true, ExpectedSavingUsd = 0.345m, LowUsd = -0.01m, HighUsd = 0.9m,
                    StayingWouldCostUsd = 1.5m, Cache = new CacheState(50_000, Noon.AddMinutes(4), CacheLifetime.OneHour), TokenFactor = 0.75,
                },
                "a1", SwitchMoment.AfterExpiry, "session", 0.85, Noon, ""),
            one);
    }

    /// <summary>By hand: the switched call was sent 2 s before the switch and writes 51,000; the next one reads them and writes 1,500. Opus would have had 50,000 warm.</summary>
    [Fact]
    public async Task Later_requests_give_the_saving_up_to_the_switch_back()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Switch());
        await room.WriteAsync(
            Request("before", -60, Opus, read: 49_000, write: 1_000),
            Request("r1", 3, Haiku, write: 51_000, output: 500),
            Request("r2", 63, Haiku, read: 51_000, write: 1_500, output: 700),
            Request("back", 123, Opus, write: 54_000),
            Request("again", 183, Haiku, read: 54_000, write: 9_000));
        await WriteAsync(room, Outline("r1", -2), Outline("r2", 60));

        var realised = Assert.Single(await OutcomesAsync(room)).Realised;

        var actual = ((51_000 * 0.125m) + (500 * 0.5m) + (51_000 * 0.01m) + (1_500 * 0.125m) + (700 * 0.5m)) / Million;
        var staying = ((50_000 * 0.2m) + (1_000 * 5m) + (500 * 20m) + (51_000 * 0.2m) + (1_500 * 5m) + (700 * 20m)) / Million;
        Assert.Equal(new RealisedSaving(2, actual, staying, ""), realised);
    }

    [Fact]
    public async Task Lengths_are_of_conversations_and_count_nothing_beside_them()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(
            Request("early", -3600, Opus, write: 1_000),
            Request("main", 3, Haiku, write: 1_000),
            Request("title", 4, Haiku, write: 2_000) with { QuerySource = "generate_session_title" },
            Request("agent", 5, Haiku, write: 4_000) with { QuerySource = "agent:builtin:Explore", Context = Context("session-1", "a1") },
            Request("main2", 7, Haiku, read: 1_000),
            Request("other", 9, Haiku, write: 8_000) with { Context = Context("session-2", "") });

        var lengths = await Store(room).ReadLengthsAsync(Noon.AddMinutes(-1), Cancel);

        Assert.Equal(
            [new ConversationLength(false, 1, Noon.AddSeconds(9)), new ConversationLength(false, 2, Noon.AddSeconds(7)), new ConversationLength(true, 1, Noon.AddSeconds(5))],
            lengths.OrderBy(static one => one.IsSubagent).ThenBy(static one => one.Turns));
    }

    [Fact]
    public async Task Only_requests_of_the_same_conversation_count()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Switch(), Switch(("call.id", "call-2"), ("agent.id", "a1")), Switch(("call.id", "call-3"), ("session.id", "session-2")));
        await room.WriteAsync(
            Request("main", 3, Haiku, write: 1_000),
            Request("title", 4, "claude-sonnet-5-5", write: 2_000) with { QuerySource = "generate_session_title" },
            Request("agent", 5, Haiku, write: 4_000) with { QuerySource = "agent:builtin:Explore", Context = Context("session-1", "a1") },
            Request("other", 6, Haiku, write: 8_000) with { Context = Context("session-2", "") },
            Request("main2", 7, Haiku, read: 1_000));

        var outcomes = (await OutcomesAsync(room)).ToDictionary(static one => one.Switch.Receipt.SessionId + one.Switch.AgentId, static one => (one.Realised.Turns, one.Realised.ActualUsd));

        Assert.Equal((2, ((1_000 * 0.125m) + (1_000 * 0.01m)) / Million), outcomes["session-1"]);
        Assert.Equal((1, 4_000 * 0.125m / Million), outcomes["session-1a1"]);
        Assert.Equal((1, 8_000 * 0.125m / Million), outcomes["session-2"]);
    }

    [Fact]
    public async Task Next_switch_of_the_conversation_ends_the_count_so_that_no_request_counts_twice()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Switch(), At(60, ("call.id", "call-2"), ("forced", "true")));
        await room.WriteAsync(Request("r1", 3, Haiku, write: 1_000), Request("r2", 63, Haiku, write: 2_000), Request("r3", 64, Haiku, write: 4_000));

        var outcomes = await OutcomesAsync(room);

        Assert.Equal([(true, 2), (false, 1)], outcomes.Select(static one => (one.Switch.Receipt.IsForced, one.Realised.Turns)));
    }

    /// <summary>Nobody but the gateway tells of these: the call began half a second before the switch, and one beside it is no turn.</summary>
    [Fact]
    public async Task Call_only_the_gateway_tells_of_counts_from_its_beginning()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Switch());
        var call = SeenCalls.Call("call-1", "req_1", SeenCalls.Claude) with { Begun = Noon.AddMilliseconds(-500), Model = Haiku, CostUsd = null };
        await SeenCalls.WriteAsync(room, call);
        await SeenCalls.WriteAsync(room, call with { Id = "call-2", RequestId = "req_2", Begun = Noon.AddSeconds(1), Model = "claude-sonnet-5-5", Client = SeenCalls.Claude with { RequestClass = "auxiliary" } });
        await SeenCalls.WriteAsync(room, call with { Id = "call-3", RequestId = "req_3", Begun = Noon.AddSeconds(2) });

        var outcome = Assert.Single(await OutcomesAsync(room));

        Assert.Equal((Noon.AddMilliseconds(-500), 2), (outcome.Switch.CallAt, outcome.Realised.Turns));
    }

    [Theory]
    [InlineData("session.id", "", "named no session")]
    [InlineData("from", "", "both models")]
    [InlineData("to", "", "both models")]
    [InlineData("cache.warm_tokens", "many", "old model's cache")]
    [InlineData("cache.warm_tokens", "-5", "old model's cache")]
    [InlineData("cache.warm_tokens", "9223372036854775807", "old model's cache")]
    [InlineData("cache.until_ms", "99999999999999999999999999999999999999", "old model's cache")]
    [InlineData("cache.until_ms", "9223372036854775807", "old model's cache")]
    [InlineData("cache.lifetime", "for_ever", "old model's cache")]
    [InlineData("token_factor", "nan", "tokens compare")]
    [InlineData("token_factor", "1e-300", "tokens compare")]
    [InlineData("from", "claude-nobody", "no price")]
    public async Task Receipt_that_cannot_be_measured_is_listed_with_the_reason(string attribute, string value, string reason)
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Switch((attribute, value)), At(1, ("session.id", "session-2")));
        await room.WriteAsync(Request("r1", 3, Haiku, write: 1_000), Request("r2", 3, Haiku, write: 1_000) with { Context = Context("session-2", "") });

        var outcomes = await OutcomesAsync(room);

        Assert.Equal([1, 0], outcomes.Select(static one => one.Realised.Turns));
        Assert.Null(outcomes[1].Realised.SavedUsd);
        Assert.Contains(reason, outcomes[1].Realised.Why, StringComparison.Ordinal);
        Assert.Equal("", outcomes[0].Realised.Why);
    }

    [Fact]
    public async Task Figures_that_were_not_told_or_are_none_are_unknown_and_nothing_held_is_cold()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(
            Switch(("expected_saving_usd", ""), ("low_usd", "cheap"), ("high_usd", "1e99"), ("staying_usd", "NaN"), ("budget_share", "inf"), ("moment", "at_dawn"), ("forced", "perhaps"), ("budget", ""), ("cache.until_ms", ""), ("cache.warm_tokens", "")),
            new LogRecord(Origin, Noon.AddDays(-1).ToUnixTimeMilliseconds() * 1_000_000, "", "", 0, "INFO", 9, "coxswain.model_switch", "coxswain.model_switch", []));

        var all = await Store(room).ReadAsync("", DateTimeOffset.UnixEpoch, 10, Cancel);

        Assert.Equal(
            (null, null, null, null, null, null, false, "", CacheState.Cold(CacheLifetime.FiveMinutes), ""),
            (all[0].Receipt.ExpectedSavingUsd, all[0].Receipt.LowUsd, all[0].Receipt.HighUsd, all[0].Receipt.StayingWouldCostUsd, all[0].BudgetShare, all[0].Moment, all[0].Receipt.IsForced, all[0].Budget, all[0].Receipt.Cache, all[0].Gap));
        Assert.Equal(2, all.Count);
        Assert.NotEqual("", all[1].Gap);
    }

    [Fact]
    public async Task Session_first_moment_and_limit_choose_the_newest()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync([.. Enumerable.Range(0, 6).Select(static i => At(60 * i, ("call.id", $"c{i}"), ("session.id", $"session-{i % 2}")))]);
        var store = Store(room);

        Assert.Equal([5, 4, 3], (await store.ReadAsync("", DateTimeOffset.UnixEpoch, 3, Cancel)).Select(Minute));
        Assert.Equal([5, 3, 1], (await store.ReadAsync("session-1", DateTimeOffset.UnixEpoch, 9, Cancel)).Select(Minute));
        Assert.Equal([5, 4], (await store.ReadAsync("", Noon.AddMinutes(4), 9, Cancel)).Select(Minute));

        static int Minute(RecordedSwitch one) => (int)(one.Receipt.At - Noon).TotalMinutes;
    }

    [Fact]
    public async Task Unknown_token_counts_and_requests_that_were_not_all_read_are_unknown()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Switch());
        await room.WriteAsync(UsageStoreRoom.Event("req_1", null, ("model", Haiku), ("input_tokens", "some"), ("duration_ms", "0")));
        var store = Store(room);
        var switches = await store.ReadAsync("", DateTimeOffset.UnixEpoch, 10, Cancel);
        var requests = await store.ReadRequestsAsync(["session-1"], Noon, 10, Cancel);

        Assert.Contains("token counts", Assert.Single(SwitchOutcomes.Of(switches, requests, null, room.Book)).Realised.Why, StringComparison.Ordinal);
        Assert.Contains("not all of them", Assert.Single(SwitchOutcomes.Of(switches, requests, Noon.AddSeconds(1), room.Book)).Realised.Why, StringComparison.Ordinal);
    }

    private static ClickHouseSwitchReceiptStore Store(UsageStoreRoom room) => new(room.Client);

    private static async Task<IReadOnlyList<SwitchOutcome>> OutcomesAsync(UsageStoreRoom room)
    {
        var switches = await Store(room).ReadAsync("", DateTimeOffset.UnixEpoch, 100, Cancel);
        var requests = await Store(room).ReadRequestsAsync([.. switches.Select(static one => one.Receipt.SessionId).Where(static id => id.Length > 0).Distinct()], switches.Min(static one => one.CallAt), 1000, Cancel);
        return SwitchOutcomes.Of(switches, requests, null, room.Book);
    }

    private static LogRecord Switch(params (string Key, string Value)[] changes) => At(0, changes);

    /// <summary>As the gateway writes it; empty values are left out.</summary>
    private static LogRecord At(int seconds, params (string Key, string Value)[] changes)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["event.name"] = "coxswain.model_switch", ["call.id"] = "call-1", ["session.id"] = "session-1", ["from"] = Opus, ["to"] = Haiku, ["moment"] = "mid_conversation", ["forced"] = "false", ["why"] = "It pays.",
            ["budget"] = "session", ["budget_share"] = "0.85", ["expected_saving_usd"] = "0.345", ["low_usd"] = "-0.01", ["high_usd"] = "0.9", ["staying_usd"] = "1.5", ["cache.warm_tokens"] = "50000",
            ["cache.until_ms"] = Noon.AddMinutes(4).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), ["cache.lifetime"] = "five_minutes", ["token_factor"] = "1",
        };
        foreach (var (key, value) in changes)
        {
            attributes[key] = value;
        }

        return new LogRecord(
            Origin, Noon.AddSeconds(seconds).ToUnixTimeMilliseconds() * 1_000_000, "", "", 0, "INFO", 9, "coxswain.model_switch", "coxswain.model_switch",
            [.. attributes.Where(static pair => pair.Value.Length > 0).Select(static pair => new KeyValue(pair.Key, pair.Value))]);
    }

    private static RequestFact Request(string key, int seconds, string model, long read = 0, long write = 0, long output = 0) => UsageStoreRoom.Fact(key, model) with
    {
        Time = Noon.AddSeconds(seconds), InputTokens = 0, OutputTokens = output, CacheReadTokens = read, CacheWrite5mTokens = write, CacheWrite1hTokens = 0, QuerySource = "repl_main_thread",
    };

    private static LineContext Context(string session, string agent) => UsageStoreRoom.Fact("a").Context with { SessionId = session, AgentId = agent, IsSidechain = agent.Length > 0 };

    private static RequestOutlineFact Outline(string key, int seconds) => new(key, Noon.AddSeconds(seconds), "s", "p", 0, null, null);

    private static Task WriteAsync(UsageStoreRoom room, params IReadOnlyList<RequestOutlineFact> outlines) => room.WriteAsync(new TranscriptBatch
    {
        Cursor = new TranscriptCursor("file", 0, 0, ""),
        Outlines = outlines,
    });
}
