using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;
using Coxswain.Storage;
using Coxswain.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Bench.Outbox;

/// <summary>
/// The outbox alone: how many rows a second become durable, how long a sender waits for its answer, and what memory that takes.
/// Usage: <c>outbox [rows per request] [callers] [seconds] [drain|keep] [folder]</c>.
/// </summary>
internal static class OutboxBench
{
    private const int RowBytes = 700;

    public static async Task<int> RunAsync(string[] args)
    {
        int Number(int at, int otherwise) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : otherwise;
        var (rows, callers, seconds) = (Number(0, 512), Number(1, 32), Number(2, 10));
        var drain = args.Length <= 3 || args[3] == "drain";
        var root = Path.Combine(args.Length > 4 ? args[4] : Path.GetTempPath(), $"cox-bench-{Environment.ProcessId}");
        var folder = new DataFolder(root);
        var options = new OutboxOptions { MaxBytes = 64L << 30 };
        var counters = new OutboxCounters();
        var quarantine = new QuarantineFolder(folder, TimeProvider.System);
        var file = new StateFile(folder, new StateSalvage(folder, quarantine, TimeProvider.System, NullLogger<StateSalvage>.Instance));
        using var writer = new StateWriter(
            file, new StateSessionState(options, counters, new FreeDisk(folder), TimeProvider.System), options, NullLogger<StateWriter>.Instance);
        var reader = new OutboxReader(file);
        var store = new CountingStore();
        var shipper = new BatchShipper(
            writer,
            reader,
            new PatientInserts(store, counters, options, TimeProvider.System, NullLogger<PatientInserts>.Instance),
            new BatchQuarantine(writer, quarantine, TimeProvider.System, NullLogger<BatchQuarantine>.Instance));
        using var pump = new OutboxPump(writer, reader, shipper, counters, options, TimeProvider.System, NullLogger<OutboxPump>.Instance);
        await writer.StartingAsync(CancellationToken.None);
        if (drain)
        {
            await pump.StartAsync(CancellationToken.None);
        }

        await MeasureAsync(writer, rows, callers, TimeSpan.FromSeconds(seconds));
        var watch = Stopwatch.StartNew();
        if (drain)
        {
            await pump.FlushAsync(CancellationToken.None);
            Console.WriteLine($"drained after another {watch.Elapsed.TotalSeconds:F2} s; store has {store.Rows} rows in {store.Inserts} inserts");
            await pump.StopAsync(CancellationToken.None);
        }

        await writer.StoppedAsync(CancellationToken.None);
        Console.WriteLine($"state.db {new FileInfo(folder.StateFile).Length >> 20} MB");
        Directory.Delete(root, recursive: true);
        return 0;
    }

    private static async Task MeasureAsync(StateWriter writer, int rows, int callers, TimeSpan length)
    {
        var waits = new ConcurrentBag<double>();
        long durable = 0, full = 0;
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            while (clock.Elapsed < length)
            {
                var bytes = new byte[rows * RowBytes];
                random.NextBytes(bytes.AsSpan(0, Math.Min(bytes.Length, 4096)));
                var hash = new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64());
                var from = clock.Elapsed;
                var outcome = await writer.AppendAsync(new RowAppend([new RowBlock("otel_logs.1", rows, bytes)], hash, cursor: null));
                waits.Add((clock.Elapsed - from).TotalMilliseconds);
                _ = outcome == WriteOutcome.Durable ? Interlocked.Add(ref durable, rows) : Interlocked.Increment(ref full);
            }
        })));
        var elapsed = clock.Elapsed.TotalSeconds;
        var process = Process.GetCurrentProcess();
        var sorted = waits.Order().ToArray();
        Console.WriteLine(
            $"{rows} rows x {RowBytes} B, {callers} callers: {durable / elapsed:N0} rows/s durable ({durable / elapsed * RowBytes / 1e6:F0} MB/s), "
            + $"{full} refused; answer p50 {sorted[sorted.Length / 2]:F1} ms, p99 {sorted[(int)(sorted.Length * 0.99)]:F1} ms, max {sorted[^1]:F1} ms; "
            + $"cpu {(process.TotalProcessorTime - cpu).TotalSeconds / elapsed:F2} cores, peak {process.PeakWorkingSet64 >> 20} MB");
    }

    private sealed class CountingStore : IRowStore
    {
        public long Rows { get; private set; }

        public int Inserts { get; private set; }

        public Task InsertAsync(
            string shape, int rows, IReadOnlyList<ReadOnlyMemory<byte>> parts, string deduplicationToken, CancellationToken cancellationToken)
        {
            Rows += rows;
            Inserts++;
            return Task.CompletedTask;
        }
    }
}
