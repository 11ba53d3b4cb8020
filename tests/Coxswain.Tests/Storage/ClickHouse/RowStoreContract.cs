using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse.Rows;

namespace Coxswain.Tests.Storage.ClickHouse;

/// <summary>What every place for rows must do, whatever engine stands behind it. A new one derives from this and opens itself.</summary>
public abstract class RowStoreContract
{
    // Within retention: older rows are dropped as they come.
    private const long Recent = 1_790_000_000;

    private static readonly TelemetryOrigin Origin = new()
    {
        ServiceName = "shop",
        ResourceSchemaUrl = "r",
        ResourceAttributes = [new("host.name", "h"), new("service.name", "shop")],
        ScopeSchemaUrl = "s",
        ScopeName = "scope",
        ScopeVersion = "1",
        ScopeAttributes = [new("k", "v")],
        ScopeDroppedAttributes = 3,
    };

    private protected abstract Task<TestStore> OpenAsync();

    [Fact]
    public async Task Log_record_reads_back_as_it_was()
    {
        await using var store = await OpenAsync();
        var log = new LogRecord(Origin, 1_790_000_000_123_456_789, "0af7", "b7ad", 1, "INFO", 9, "größer \u20ac\n", "ev", [new("a", ""), new("b", new string('x', 300))]);

        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = [log, log with { TimestampNs = 1_790_000_000_000_000_000, Body = "", Attributes = [] }] }));

        Assert.Equal(
            [
                "1790000000000000000||{}",
                $"1790000000123456789|größer \u20ac\n|{{a:,b:{new string('x', 300)}}}",
            ],
            await store.QueryAsync("SELECT toUnixTimestamp64Nano(Timestamp), Body, LogAttributes FROM otel_logs ORDER BY Timestamp"));
        Assert.Equal(
            ["0af7|b7ad|1|INFO|9|ev|shop|r|{host.name:h,service.name:shop}|s|scope|1|{k:v}"],
            await store.QueryAsync("""
                SELECT DISTINCT TraceId, SpanId, TraceFlags, SeverityText, SeverityNumber, EventName, ServiceName, ResourceSchemaUrl, ResourceAttributes,
                    ScopeSchemaUrl, ScopeName, ScopeVersion, ScopeAttributes FROM otel_logs
                """));
    }

    [Theory]
    [InlineData(64, 3)]
    [InlineData(300, 40)]
    [InlineData(100, 2100)]
    public async Task Log_records_in_columns_are_the_same_as_in_rows(int records, int attributes)
    {
        await using var store = await OpenAsync();
        var logs = LogsOfManyKinds(records, attributes);
        using var writer = new RowWriter();
        var rows = LogRows.Encode(logs, writer);
        var (first, second) = (LogColumns.Encode([.. logs.Take(5)], writer), LogColumns.Encode([.. logs.Skip(5)], writer));
        Assert.Equal("otel_logs.2", Assert.Single(TelemetryRows.Encode(new TelemetryBatch { Logs = logs })).Shape);

        await store.Rows.InsertAsync(rows.Shape, records, [rows.Bytes], store.Token("rows"), TestStore.Cancel);
        await store.Rows.InsertAsync(first.Shape, records, [first.Bytes, second.Bytes], store.Token("columns"), TestStore.Cancel);
        await store.Rows.InsertAsync(first.Shape, records, [first.Bytes, second.Bytes], store.Token("columns"), TestStore.Cancel);

        Assert.Equal(
            [$"{records}|2|2"],
            await store.QueryAsync("""
                SELECT count(), min(copies), max(copies) FROM (
                    SELECT count() AS copies FROM otel_logs
                    GROUP BY Timestamp, TraceId, SpanId, TraceFlags, SeverityText, SeverityNumber, ServiceName, Body, ResourceSchemaUrl, ResourceAttributes,
                        ScopeSchemaUrl, ScopeName, ScopeVersion, ScopeAttributes, LogAttributes, EventName)
                """));
    }

    [Fact]
    public async Task Span_reads_back_with_its_events_and_links()
    {
        await using var store = await OpenAsync();
        var span = new SpanRecord(
            Origin, 1_790_000_000_000_000_001, "t1", "s1", "p1", "state", "claude_code.tool", "Internal", 5_000_000_000_000_000_000, "Error", "m", [new("k", "v")],
            [new SpanEvent(1_790_000_000_000_000_002, "e1", [new("x", "1")]), new SpanEvent(1_790_000_000_000_000_003, "e2", [])],
            [new SpanLink("t2", "s2", "ls", [new("l", "2")])]);

        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Spans = [span] }));

        Assert.Equal(
            ["t1|s1|p1|state|claude_code.tool|Internal|shop|scope|1|5000000000000000000|Error|m|{k:v}|[e1,e2]|[{x:1},{}]|[t2]|[s2]|[ls]|[{l:2}]"],
            await store.QueryAsync("""
                SELECT TraceId, SpanId, ParentSpanId, TraceState, SpanName, SpanKind, ServiceName, ScopeName, ScopeVersion, Duration, StatusCode, StatusMessage,
                    SpanAttributes, `Events.Name`, `Events.Attributes`, `Links.TraceId`, `Links.SpanId`, `Links.TraceState`, `Links.Attributes` FROM otel_traces
                """));
        Assert.Equal(["t1"], await store.QueryAsync("SELECT TraceId FROM otel_traces_trace_id_ts"));
    }

    [Fact]
    public async Task Every_kind_of_metric_has_its_table_and_reads_back()
    {
        await using var store = await OpenAsync();

        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Metrics = Points() }));

        const string Head = "SELECT MetricName, MetricUnit, Attributes, toUnixTimestamp(StartTimeUnix), toUnixTimestamp(TimeUnix), Flags, ScopeDroppedAttrCount, ";
        Assert.Equal(["m|u|{k:v}|1790000000|1790000060|1|3|1.5|[{f:1}]|[7]"], await store.QueryAsync(Head + "Value, `Exemplars.FilteredAttributes`, `Exemplars.Value` FROM otel_metrics_gauge"));
        Assert.Equal(["m|u|{k:v}|1790000000|1790000060|1|3|2.5|1|True"], await store.QueryAsync(Head + "Value, AggregationTemporality, IsMonotonic FROM otel_metrics_sum"));
        Assert.Equal(["m|u|{k:v}|1790000000|1790000060|1|3|3|6|[1,2]|[0.5]|1|3|2"], await store.QueryAsync(Head + "Count, Sum, BucketCounts, ExplicitBounds, Min, Max, AggregationTemporality FROM otel_metrics_histogram"));
        Assert.Equal(["m|u|{k:v}|1790000000|1790000060|1|3|3|6|-1|4|-2|[1]|5|[2,3]|1|3|1"], await store.QueryAsync(
            Head + "Count, Sum, Scale, ZeroCount, PositiveOffset, PositiveBucketCounts, NegativeOffset, NegativeBucketCounts, Min, Max, AggregationTemporality FROM otel_metrics_exp_histogram"));
        Assert.Equal(["m|u|{k:v}|1790000000|1790000060|1|3|3|6|[0.5,0.9]|[2,3]"], await store.QueryAsync(Head + "Count, Sum, `ValueAtQuantiles.Quantile`, `ValueAtQuantiles.Value` FROM otel_metrics_summary"));
    }

    [Fact]
    public async Task Parts_of_one_insert_are_one_after_the_other()
    {
        await using var store = await OpenAsync();
        var one = TelemetryRows.Encode(new TelemetryBatch { Logs = [Log(Recent + 1, "a")] })[0];
        var two = TelemetryRows.Encode(new TelemetryBatch { Logs = [Log(Recent + 2, "b"), Log(Recent + 3, "c")] })[0];

        await store.Rows.InsertAsync(one.Shape, 3, [one.Bytes, two.Bytes], store.Token("t"), TestStore.Cancel);

        Assert.Equal(["a", "b", "c"], await store.QueryAsync("SELECT Body FROM otel_logs ORDER BY Timestamp"));
    }

    [Fact]
    public async Task Same_token_again_changes_nothing_even_over_many_days_and_in_tables_fed_by_views()
    {
        await using var store = await OpenAsync();
        var days = Enumerable.Range(0, 40).Select(day => Log(Recent + (day * 86_400L), "claude_code.api_request")).ToList();
        var block = TelemetryRows.Encode(new TelemetryBatch { Logs = days })[0];

        await store.Rows.InsertAsync(block.Shape, block.Rows, [block.Bytes], store.Token("same"), TestStore.Cancel);
        await store.Rows.InsertAsync(block.Shape, block.Rows, [block.Bytes], store.Token("same"), TestStore.Cancel);
        Assert.Equal(["40|40"], await store.QueryAsync("SELECT (SELECT count() FROM otel_logs), (SELECT count() FROM api_requests)"));

        await store.Rows.InsertAsync(block.Shape, block.Rows, [block.Bytes], store.Token("other"), TestStore.Cancel);
        Assert.Equal(["80|40"], await store.QueryAsync("SELECT (SELECT count() FROM otel_logs), (SELECT count() FROM api_requests FINAL)"));
    }

    [Fact]
    public async Task Shape_nobody_knows_is_rejected_by_name()
    {
        await using var store = await OpenAsync();

        var rejected = await Assert.ThrowsAsync<StoreRejectedException>(() => store.Rows.InsertAsync("otel_logs.99", 1, [], store.Token("t"), TestStore.Cancel));

        Assert.Contains("otel_logs.99", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_table_is_rejected_and_no_row_is_quoted()
    {
        await using var store = await OpenAsync();
        await store.ExecuteAsync("RENAME TABLE otel_metrics_gauge TO gauge_away");
        var block = TelemetryRows.Encode(new TelemetryBatch { Metrics = [Points()[0] with { MetricName = "secret" }] })[0];

        var rejected = await Assert.ThrowsAsync<StoreRejectedException>(() => store.Rows.InsertAsync(block.Shape, 1, [block.Bytes], store.Token("t"), TestStore.Cancel));

        await store.ExecuteAsync("RENAME TABLE gauge_away TO otel_metrics_gauge");
        Assert.Contains("UNKNOWN_TABLE", rejected.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", rejected.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Torn_row_is_rejected_and_none_of_its_insert_is_kept()
    {
        await using var store = await OpenAsync();
        var block = TelemetryRows.Encode(new TelemetryBatch { Logs = [Log(Recent + 1, "whole"), Log(Recent + 2, "torn")] })[0];

        await Assert.ThrowsAsync<StoreRejectedException>(() => store.Rows.InsertAsync(block.Shape, 2, [block.Bytes[..^3]], store.Token("t"), TestStore.Cancel));

        Assert.Equal(["0"], await store.QueryAsync("SELECT count() FROM otel_logs"));
    }

    [Fact]
    public async Task Telemetry_of_other_programs_is_kept_and_makes_no_typed_rows()
    {
        await using var store = await OpenAsync();
        LogRecord[] logs =
        [
            Log(Recent + 1, "GET /") with { Attributes = [new("event.name", "api_request"), new("cost_usd", "much")] },
            Log(Recent + 2, "") with { EventName = "exception" },
        ];

        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = logs, Metrics = Points() }));

        Assert.Equal(["2|0|0|0"], await store.QueryAsync(
            "SELECT (SELECT count() FROM otel_logs), (SELECT count() FROM api_requests), (SELECT count() FROM client_events), (SELECT count() FROM activity)"));
    }

    [Theory]
    [InlineData("claude_code.api_request", "", "")]
    [InlineData("", "claude_code.api_request", "")]
    [InlineData("anything", "", "api_request")]
    [InlineData("anything", "", "claude_code.api_request")]
    public async Task Event_name_is_found_wherever_the_client_put_it(string body, string eventName, string attribute)
    {
        await using var store = await OpenAsync();
        var log = Log(Recent, body) with
        {
            Origin = Origin with { ServiceName = "claude-code" },
            EventName = eventName,
            Attributes = attribute.Length > 0 ? [new("event.name", attribute), new("request_id", "r")] : [new("request_id", "r")],
        };

        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = [log] }));

        Assert.Equal(["r"], await store.QueryAsync("SELECT request_key FROM api_requests"));
    }

    [Theory]
    [InlineData("12", "12", "12")]
    [InlineData("12.0", "12", "12")]
    [InlineData("1e3", "1000", "1000")]
    [InlineData("0.5", "∅", "0.5")]
    [InlineData("", "∅", "∅")]
    [InlineData("-1", "∅", "∅")]
    [InlineData("nan", "∅", "∅")]
    [InlineData("inf", "∅", "∅")]
    [InlineData("1e300", "∅", "∅")]
    [InlineData("99999999999999999999999", "∅", "∅")]
    [InlineData("12 apples", "∅", "∅")]
    public async Task Numbers_come_as_integers_doubles_or_strings_and_what_is_none_is_unknown(string sent, string tokens, string cost)
    {
        await using var store = await OpenAsync();
        var log = Log(Recent, "claude_code.api_request") with { Attributes = [new("cost_usd", sent), new("input_tokens", sent), new("request_id", "r")] };

        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = [log] }));

        Assert.Equal([$"{tokens}|{cost}"], await store.QueryAsync("SELECT o_input_tokens, o_cost_usd FROM api_requests"));
    }

    [Fact]
    public async Task Owner_of_a_request_is_chosen_as_a_whole_originals_before_sidechains_before_copies()
    {
        await using var store = await OpenAsync();
        var original = Request("original", new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero), isSidechain: false, isCopy: false);
        var sidechain = Request("sidechain", new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), isSidechain: true, isCopy: false);
        var copy = Request("copy", new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), isSidechain: false, isCopy: true);

        foreach (var (request, number) in new[] { copy, original with { OutputTokens = 7 }, sidechain }.Select((r, i) => (r, i)))
        {
            await store.InsertAsync(TranscriptRows.Encode(new TranscriptBatch { Cursor = new TranscriptCursor("p", 0, 0, ""), Requests = [request] }), $"t{number}");
        }

        Assert.Equal(["original|original-project|0|7|1.5"], await store.QueryAsync(
            "SELECT t_session_id, t_project, t_is_sidechain, t_output_tokens, toFloat64(t_reported_cost_usd) FROM api_requests FINAL"));
    }

    // Every third has no attributes, every seventh another origin; keys are shared by few or by all.
    private static List<LogRecord> LogsOfManyKinds(int records, int attributes) =>
    [
        .. Enumerable.Range(0, records).Select(i => new LogRecord(
            i % 7 == 0 ? Origin with { ServiceName = $"service {i}", ScopeAttributes = [], ResourceAttributes = [new("n", $"{i}")] } : Origin,
            (Recent + i) * 1_000_000_000, $"{i:x32}", i % 2 == 0 ? "" : "b7ad", (byte)(i % 2), i % 5 == 0 ? "" : $"S{i % 4}", (byte)(i % 25),
            $"größer \u20ac {i}", $"event {i % 3}",
            i % 3 == 0 ? [] : [.. Enumerable.Range(0, attributes).Select(a => new KeyValue(a % 2 == 0 ? $"key {a:D4}" : $"key {a:D4} {i}", new string('v', a % 70)))])),
    ];

    private static LogRecord Log(long seconds, string body) => new(Origin, seconds * 1_000_000_000, "", "", 0, "", 0, body, "", []);

    private static RequestFact Request(string session, DateTimeOffset time, bool isSidechain, bool isCopy) => new(
        new LineContext(session, session + "-project", "main", "2.1.330", "cli", "", isSidechain, isCopy),
        "r", "r", "m", time, "claude-opus-5-5", "", "end_turn", 1, 2, 3, 4, 5, 0, 0, "", "", "", "", "p", "", "", 1.5m);

    private static MetricPoint[] Points()
    {
        const long Start = 1_790_000_000_500_000_000;
        const long Time = 1_790_000_060_500_000_000;
        KeyValue[] attributes = [new("k", "v")];
        MetricExemplar[] exemplars = [new([new("f", "1")], Time, 7, "s", "t")];
        return
        [
            new GaugePoint(Origin, "m", "d", "u", attributes, Start, Time, 1, exemplars, 1.5),
            new SumPoint(Origin, "m", "d", "u", attributes, Start, Time, 1, exemplars, 2.5, 1, true),
            new HistogramPoint(Origin, "m", "d", "u", attributes, Start, Time, 1, exemplars, 3, 6, [1, 2], [0.5], 1, 3, 2),
            new ExponentialHistogramPoint(Origin, "m", "d", "u", attributes, Start, Time, 1, exemplars, 3, 6, -1, 4, -2, [1], 5, [2, 3], 1, 3, 1),
            new SummaryPoint(Origin, "m", "d", "u", attributes, Start, Time, 1, [], 3, 6, [new(0.5, 2), new(0.9, 3)]),
        ];
    }
}
