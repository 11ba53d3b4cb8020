using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Coxswain.Core.Telemetry;
using Coxswain.Gateway.Observing;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;
using Coxswain.Tests.Server.ClickHouseHttp;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Server.Figures;

/// <summary>
/// Must show 2: what switches of the model saved, worked out by hand. A million tokens: Opus 5.5 reads $0.20, writes $5 ($8 for an hour), takes $4, answers $20; Haiku 5.5 $0.01, $0.125 ($0.20), $0.10, $0.50.
/// </summary>
public sealed class ReceiptFigureTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>, IAsyncLifetime
{
    private const string Opus = "claude-opus-5-5", Haiku = "claude-haiku-5-5";

    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TraceAgent Explorer = new("a0001", "Explore", "toolu_1", "look", "Look into it.", Haiku);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Nothing of it is told twice: all facts write the same rows, which are one.</summary>
    public async ValueTask InitializeAsync()
    {
        using var http = new HttpClient();
        var sender = new OtlpSender(http, server.Record.OtlpHttp.TrimEnd('/'), OtlpProtocol.HttpProtobuf);
        foreach (var export in Sessions().SelectMany(static session => TelemetryRendering.Render(session, TraceOptions.Baseline)).Where(static export => export.Signal == OtlpSignal.Logs))
        {
            Assert.True((await sender.SendAsync(export, Cancel)).Accepted);
        }

        LogRecord[] switches =
        [
            Switch("down", "", Opus, Haiku, "mid_conversation", isForced: false, warm: 50_000, "five_minutes", "1"),
            Switch("down", Explorer.AgentId, Opus, Haiku, "new_subagent", isForced: false, warm: null, "five_minutes", "1"),
            Switch("forced", "", Opus, Haiku, "session_start", isForced: true, warm: null, "one_hour", "0.5"),
            Switch("up", "", Haiku, Opus, "mid_conversation", isForced: false, warm: 30_000, "five_minutes", "1"),
            Switch("left", "", Opus, Haiku, "after_compaction", isForced: false, warm: 9_000, "five_minutes", "1"),
            Switch("", "", Opus, Haiku, "after_expiry", isForced: true, warm: 9_000, "five_minutes", "1"),
        ];
        Assert.True(await server.Services.GetRequiredService<ITelemetryWriter>().WriteAsync(new TelemetryBatch { Logs = switches }, Cancel) is WriteOutcome.Durable or WriteOutcome.AlreadyDurable);
        await server.Services.GetRequiredService<IOutbox>().FlushAsync(Cancel);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_receipt_is_as_worked_out_by_hand()
    {
        var told = await AskAsync("");
        var rows = told.List("receipts").ToDictionary(static row => row.Text("session") + "/" + row.Text("agent"));

        // Haiku writes 51,000, reads them and writes 1,500, and after ten minutes writes all 53,000; 30 tokens come anew and it answers 500, 700 and 400.
        // Opus has 50,000 warm and writes 1,000; has 51,010 and writes 1,490; after ten minutes nothing, and writes all.
        Measured(rows["down/"], 3, (51_000 * 0.125m) + (51_000 * 0.01m) + (1_500 * 0.125m) + (53_000 * 0.125m) + (30 * 0.1m) + (1_600 * 0.5m), (50_000 * 0.2m) + (1_000 * 5m) + (51_010 * 0.2m) + (1_490 * 5m) + (53_000 * 5m) + (30 * 4m) + (1_600 * 20m));
        Measured(rows["down/" + Explorer.AgentId], 1, (4_000 * 0.125m) + (10 * 0.1m) + (50 * 0.5m), (4_000 * 5m) + (10 * 4m) + (50 * 20m));

        // Two tokens of Opus for each of Haiku's.
        Measured(rows["forced/"], 1, (20_000 * 0.2m) + (10 * 0.1m) + (100 * 0.5m), (40_000 * 8m) + (20 * 4m) + (200 * 20m));
        Measured(rows["up/"], 1, (31_000 * 5m) + (10 * 4m) + (300 * 20m), (30_000 * 0.01m) + (1_000 * 0.125m) + (10 * 0.1m) + (300 * 0.5m));

        Assert.Equal(("no_turns", 0, null, null, ""), (rows["left/"].Text("state"), rows["left/"].Long("turns"), rows["left/"].Money("actualUsd"), rows["left/"].Money("savedUsd"), rows["left/"].Text("note")));
        Assert.Equal(("unknown", 0, null), (rows["/"].Text("state"), rows["/"].Long("turns"), rows["/"].Money("savedUsd")));
        Assert.Contains("named no session", rows["/"].Text("note"), StringComparison.Ordinal);
        Assert.Equal((Noon, Opus, Haiku, "mid_conversation", false, "It pays.", "month", 0.85), (rows["down/"].Time("at"), rows["down/"].Text("from"), rows["down/"].Text("to"), rows["down/"].Text("moment"), rows["down/"].GetProperty("isForced").GetBoolean(), rows["down/"].Text("why"), rows["down/"].Text("budget"), rows["down/"].Number("budgetShare")));
        Assert.Equal((0.345m, -0.01m, 0.9m, 1.5m), (rows["down/"].Money("expectedSavingUsd"), rows["down/"].Money("lowUsd"), rows["down/"].Money("highUsd"), rows["down/"].Money("expectedStayingUsd")));
    }

    [Fact]
    public async Task Sums_are_of_those_that_are_known()
    {
        var told = await AskAsync("");

        Summed(told.GetProperty("totals"), (6, 4, 1, 1, 6), 0.1801175m, 0.675468m, 0.4953505m);
        Summed(told.GetProperty("chosen"), (4, 3, 1, 0, 5), 0.1760665m, 0.351388m, 0.1753215m);
        Summed(told.GetProperty("forced"), (2, 1, 0, 1, 1), 0.004051m, 0.32408m, 0.320029m);
        Summed((await AskAsync("?session=down")).GetProperty("totals"), (2, 2, 0, 0, 4), 0.0150265m, 0.350812m, 0.3357855m);
    }

    private static void Measured(JsonElement told, int turns, decimal actual, decimal staying)
    {
        Assert.Equal(("measured", turns, ""), (told.Text("state"), (int)told.Long("turns"), told.Text("note")));
        Assert.Equal((actual / 1_000_000, staying / 1_000_000, (staying - actual) / 1_000_000), (told.Money("actualUsd"), told.Money("stayingUsd"), told.Money("savedUsd")));
    }

    private static void Summed(JsonElement told, (int Switches, int Measured, int WithoutTurns, int Unknown, int Turns) counts, decimal actual, decimal staying, decimal saved)
    {
        Assert.Equal(counts, ((int)told.Long("switches"), (int)told.Long("measured"), (int)told.Long("withoutTurns"), (int)told.Long("unknown"), (int)told.Long("turns")));
        Assert.Equal((actual, staying, saved), (told.Money("actualUsd"), told.Money("stayingUsd"), told.Money("savedUsd")));
    }

    private async Task<JsonElement> AskAsync(string query) => await server.Http.GetFromJsonAsync<JsonElement>(new Uri("/api/receipts" + query, UriKind.Relative), Cancel);

    private static IEnumerable<TraceSession> Sessions() =>
    [
        Session(
            "down",
            Request("before", -60, Opus, new TraceUsage(10, 100, 49_000, 1_000, 0)),
            Request("r1", 1, Haiku, new TraceUsage(10, 500, 0, 51_000, 0)),
            Request("title", 20, Haiku, new TraceUsage(700, 12, 0, 0, 0)) with { QuerySource = "generate_session_title" },
            Request("a1", 30, Haiku, new TraceUsage(10, 50, 0, 4_000, 0)) with { QuerySource = "agent:builtin:Explore", Agent = Explorer },
            Request("r2", 60, Haiku, new TraceUsage(10, 700, 51_000, 1_500, 0)),
            Request("r3", 660, Haiku, new TraceUsage(10, 400, 0, 53_000, 0)),
            Request("back", 900, Opus, new TraceUsage(10, 100, 0, 54_000, 0)),
            Request("again", 960, Haiku, new TraceUsage(10, 100, 54_000, 9_000, 0))),
        Session("forced", Request("f1", 1, Haiku, new TraceUsage(10, 100, 0, 0, 20_000))),
        Session("up", Request("u1", 1, Opus, new TraceUsage(10, 300, 0, 31_000, 0))),
        Session("left", Request("l1", -60, Opus, new TraceUsage(10, 100, 0, 9_000, 0))),
    ];

    private static TraceSession Session(string id, params IReadOnlyList<TraceRequest> requests) => new()
    {
        SessionId = id, UserId = "u", Project = TraceProject.Samples[0], Branch = "main", Title = id, Start = Noon.AddMinutes(-5), End = Noon.AddHours(1), Steps = requests,
    };

    /// <param name="sent">Seconds after the switch; the answer is there five seconds later.</param>
    private static TraceRequest Request(string id, int sent, string model, TraceUsage usage) => new()
    {
        At = Noon.AddSeconds(sent + 5), Duration = TimeSpan.FromSeconds(5), FirstToken = TimeSpan.FromSeconds(1), PromptId = "p", RequestId = "req_" + id, MessageId = "msg_" + id, MessageUuid = id,
        RequestedModel = model, Model = model, QuerySource = "repl_main_thread", Effort = "medium", Usage = usage,
    };

    /// <summary>As the gateway writes it; its cache is warm for four minutes, or not at all.</summary>
    private static LogRecord Switch(string session, string agent, string from, string to, string moment, bool isForced, long? warm, string lifetime, string factor)
    {
        (string Key, string Value)[] attributes =
        [
            ("agent.id", agent), ("budget", "month"), ("budget_share", "0.85"), ("cache.lifetime", lifetime), ("cache.until_ms", warm is null ? "" : Noon.AddMinutes(4).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            ("cache.warm_tokens", warm?.ToString(CultureInfo.InvariantCulture) ?? ""), ("call.id", $"call-{session}-{agent}"), ("event.name", "coxswain.model_switch"), ("expected_saving_usd", "0.345"), ("forced", isForced ? "true" : "false"),
            ("from", from), ("high_usd", "0.9"), ("low_usd", "-0.01"), ("moment", moment), ("session.id", session), ("staying_usd", "1.5"), ("to", to), ("token_factor", factor), ("why", "It pays."),
        ];
        return new LogRecord(
            GatewayOrigin.Of("1.0").Value, Noon.ToUnixTimeMilliseconds() * 1_000_000, "", "", 0, "INFO", 9, "coxswain.model_switch", "coxswain.model_switch",
            [.. attributes.Where(static one => one.Value.Length > 0).Select(static one => new KeyValue(one.Key, one.Value))]);
    }
}
