using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Telemetry;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Testing.Transcripts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Bench.Transcripts;

/// <summary>
/// Single steps of the transcript benchmark: <c>corpus FOLDER MIB FILES</c> writes one, <c>scan FOLDER</c> totals it in this process,
/// <c>import FOLDER</c> reads every fact, encodes its row and throws it away; then again after an append of 1 MB.
/// </summary>
internal static class TranscriptBench
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (verb, folder) = (arguments[0], arguments[1]);
        switch (verb)
        {
            case "corpus":
                Print(new { bytes = BulkCorpus.Write(Path.Combine(folder, "projects"), Number(arguments[2]) << 20, (int)Number(arguments[3]), seed: 1) });
                return 0;
            case "scan":
                Scan(folder);
                return 0;
            case "import":
                await ImportAsync(folder);
                return 0;
            default:
                return 2;
        }
    }

    private static void Scan(string folder)
    {
        var watch = Stopwatch.StartNew();
        var usage = TranscriptUsageScan.Run(TranscriptFolders.Resolve(folder), TimeZoneInfo.Utc, PriceBookLoader.Load(""), CancellationToken.None);
        watch.Stop();
        Print(new
        {
            seconds = watch.Elapsed.TotalSeconds,
            sinceProcessStartSeconds = (DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalSeconds,
            peakMb = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6,
            usage.Files,
            usage.Bytes,
            usage.UsageLines,
            usage.DamagedLines,
            requests = usage.Rows.Sum(row => row.Requests),
            costUsd = usage.Rows.Sum(row => row.CostUsd),
            input = usage.Rows.Sum(row => row.InputTokens),
            output = usage.Rows.Sum(row => row.OutputTokens),
            cacheCreation = usage.Rows.Sum(row => row.CacheWrite5mTokens + row.CacheWrite1hTokens),
            cacheRead = usage.Rows.Sum(row => row.CacheReadTokens),
        });
    }

    private static async Task ImportAsync(string folder)
    {
        var store = new EncodingStore();
        using var importer = new TranscriptImporter(store, new TranscriptOptions(), TimeProvider.System, NullLogger<TranscriptImporter>.Instance);
        var result = await importer.ImportAsync(TranscriptFolders.Resolve(folder), null, CancellationToken.None);
        await File.AppendAllTextAsync(Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First(), Appendix());
        var appended = await importer.ImportAsync(TranscriptFolders.Resolve(folder), null, CancellationToken.None);
        Print(new { appendedSeconds = appended.Elapsed.TotalSeconds, appendedBytes = appended.BytesRead, encodedBytes = store.Bytes, seconds = result.Elapsed.TotalSeconds, mbPerSecond = result.BytesPerSecond / 1e6, result.Files, result.Lines, result.Requests, peakMb = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6 });
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static void Print(object result) => Console.WriteLine(JsonSerializer.Serialize(result));

    private static string Appendix()
    {
        var line = JsonSerializer.Serialize(new
        {
            type = "user", timestamp = "2026-11-22T10:00:00Z", sessionId = "appended", message = new { role = "user", content = new string('x', 3900) },
        }) + "\n";
        return string.Concat(Enumerable.Repeat(line, 1_000_000 / line.Length));
    }

    private sealed class EncodingStore : ITranscriptStore
    {
        private long _bytes;

        public long Bytes => Interlocked.Read(ref _bytes);

        public event Action? CursorsDropped
        {
            add { }
            remove { }
        }

        public int CursorDrops => 0;

        public Task<IReadOnlyList<TranscriptCursor>> LoadCursorsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TranscriptCursor>>([]);

        public Task<WriteOutcome> WriteAsync(TranscriptBatch batch, CancellationToken cancellationToken)
        {
            Interlocked.Add(ref _bytes, TranscriptRows.Encode(batch).Sum(static block => (long)block.Bytes.Length));
            return Task.FromResult(WriteOutcome.Durable);
        }
    }
}
