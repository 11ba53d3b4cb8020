using System.Diagnostics;
using System.Globalization;
using Coxswain.Otlp;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Storage.Sqlite;
using Coxswain.Testing.Engines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Bench.Ingest;

/// <summary>The same rows into the same tables of an engine of its own, already encoded, in batches of the pump's size, with nothing else running.</summary>
internal static class EngineAlone
{
    private const long Epoch = 1_795_000_000_000_000_000;

    /// <returns>Records stored a second, counting only the time inserts took.</returns>
    public static async Task<double> RunAsync(LogTemplate template, long records, CancellationToken cancellationToken)
    {
        await using var engine = await EngineProcess.StartAsync();
        var options = new StoreOptions();
        var client = new StoreClient(options, StoreAddress.Embedded(engine.SocketPath), TimeProvider.System, NullLogger<StoreClient>.Instance);
        await new SchemaMigrator(client, options, NullLogger<SchemaMigrator>.Instance).EnsureAsync(cancellationToken);
        var store = new ClickHouseRowStore(client);
        var batches = new Batches(template.Clone(), records);
        var (seconds, stored, token) = (0.0, 0L, 0);
        while (batches.Next() is { Count: > 0 } blocks)
        {
            var rows = blocks.Sum(block => block.Rows);
            var start = Stopwatch.GetTimestamp();
            await store.InsertAsync(
                blocks[0].Shape, rows, [.. blocks.Select(block => block.Bytes)], string.Create(CultureInfo.InvariantCulture, $"bench-{token++}"), cancellationToken);
            seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
            stored += rows;
        }

        return stored / seconds;
    }

    /// <summary>Blocks of one insert, made between the timed inserts so that memory stays small.</summary>
    private sealed class Batches(LogTemplate template, long records)
    {
        private readonly OutboxOptions _pump = new();
        private long _next;

        public List<RowBlock> Next()
        {
            var blocks = new List<RowBlock>();
            var (rows, bytes) = (0, 0L);
            while (_next < records && rows < _pump.BatchRows && bytes < _pump.BatchBytes)
            {
                var body = template.Number(_next, Epoch).Span;
                var export = OtlpDecoder.Decode(OtlpSignal.Logs, OtlpEncoding.Protobuf, body, new OtlpOptions(), TimeProvider.System.GetUtcNow());
                blocks.AddRange(TelemetryRows.Encode(export.Batch));
                _next += template.Records;
                rows += template.Records;
                bytes += blocks[^1].Bytes.Length;
            }

            return blocks;
        }
    }
}
