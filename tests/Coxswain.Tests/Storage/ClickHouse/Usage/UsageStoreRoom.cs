using System.Globalization;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>A database of its own: writes what sources tell, reads what is made of it.</summary>
internal sealed class UsageStoreRoom(StoreClient client, PriceBook book) : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static readonly UsageFilter Everything = new(null, null, TimeZoneInfo.Utc, "", "", "");

    private int _token;
    private ClickHouseUsageStore? _store;

    public StoreClient Client => client;

    public PriceBook Book => book;

    public UsageRollup Rollup { get; } = new(client, TimeProvider.System, NullLogger<UsageRollup>.Instance);

    /// <summary>Reads kept sums where they answer.</summary>
    public IUsageStore Store => _store ??= new ClickHouseUsageStore(client, Rollup);

    /// <summary>Reads every request each time.</summary>
    public IUsageStore Views { get; } = new ClickHouseUsageStore(client);

    public static RequestFact Fact(string key, string model = "claude-opus-5-5") => new(
        new LineContext("session-1", "/home/dev/shop", "main", "2.1.330", "cli", "", IsSidechain: false, IsCopy: false),
        key, key, "msg_" + key, Noon, model, model, "end_turn", 120, 42, 5000, 2000, 0, 0, 0, "standard", "standard", "", "medium", "prompt-1", "sdk", "", null);

    /// <summary>An <c>api_request</c> event as the client sends it; <paramref name="changes"/> override or, when empty, remove attributes.</summary>
    public static LogRecord Event(string requestId, double? costUsd, params (string Key, string Value)[] changes)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["event.name"] = "api_request", ["session.id"] = "session-1", ["request_id"] = requestId, ["model"] = "claude-opus-5-5", ["prompt.id"] = "prompt-1",
            ["input_tokens"] = "120", ["output_tokens"] = "42", ["cache_read_tokens"] = "5000", ["cache_creation_tokens"] = "2000",
            ["cache_creation_5m_tokens"] = "0", ["cache_creation_1h_tokens"] = "0", ["duration_ms"] = "29", ["ttft_ms"] = "18", ["speed"] = "normal",
            ["query_source"] = "sdk", ["effort"] = "medium", ["event.sequence"] = "21",
        };
        if (costUsd is { } cost)
        {
            attributes["cost_usd"] = cost.ToString("R", CultureInfo.InvariantCulture);
        }

        foreach (var (key, value) in changes)
        {
            attributes[key] = value;
        }

        var origin = new TelemetryOrigin { ServiceName = "claude-code", ResourceAttributes = [new KeyValue("service.version", "2.1.330")] };
        return new LogRecord(
            origin, Noon.ToUnixTimeMilliseconds() * 1_000_000, "", "", 0, "", 0, "claude_code.api_request", "",
            [.. attributes.Where(pair => pair.Value.Length > 0).Select(pair => new KeyValue(pair.Key, pair.Value))]);
    }

    public Task WriteAsync(params IReadOnlyList<RequestFact> facts) =>
        InsertAsync(TranscriptRows.Encode(new TranscriptBatch { Cursor = new TranscriptCursor("file", 0, 0, ""), Requests = facts }));

    public Task WriteAsync(TranscriptBatch batch) => InsertAsync(TranscriptRows.Encode(batch));

    public Task WriteAsync(params IReadOnlyList<LogRecord> events) => InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = events }));

    public Task WriteAsync(params IReadOnlyList<MetricPoint> points) => InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Metrics = points }));

    public async Task<UsageRow> OnlyRowAsync(UsageGrouping grouping = UsageGrouping.Session) =>
        Assert.Single(await Store.ReadAsync(grouping, Everything, CancellationToken.None));

    public Task<IReadOnlyList<ResolvedRequest>> RequestsAsync() => client.QueryAsync(
        new StoreStatement(
            "test",
            """
            SELECT request_key, toString(cost_status), toString(computed_cost_usd), toString(reported_cost_usd), toString(cost_usd),
                ifNull(toInt64(input_tokens), -1), ifNull(toInt64(output_tokens), -1), ifNull(toInt64(cache_read_tokens), -1), ifNull(toInt64(cache_write_5m_tokens), -1),
                ifNull(toInt64(cache_write_1h_tokens), -1),
                toString(model_id), session_id, query_class, project, ifNull(toInt64(duration_ms), -1), speed, toUnixTimestamp64Milli(time)
            FROM requests ORDER BY request_key
            """),
        static row => new ResolvedRequest(
            row.GetString(0), row.GetString(1), UsageFields.Money(row.GetValue(2)), UsageFields.Money(row.GetValue(3)), UsageFields.Money(row.GetValue(4)),
            row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), row.GetString(10), row.GetString(11), row.GetString(12), row.GetString(13),
            row.GetInt64(14), row.GetString(15), UsageFields.Moment(row.GetValue(16))),
        CancellationToken.None);

    public void Dispose()
    {
        Rollup.Dispose();
        client.Dispose();
    }

    private async Task InsertAsync(IReadOnlyList<RowBlock> blocks)
    {
        var rows = new ClickHouseRowStore(client);
        foreach (var block in blocks)
        {
            await rows.InsertAsync(block.Shape, block.Rows, [block.Bytes], $"test-{_token++}", CancellationToken.None);
        }
    }
}
