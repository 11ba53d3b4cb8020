using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Importing;
using Coxswain.Core.Telemetry;
using Coxswain.Testing.Transcripts;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Bench.Transcripts;

/// <summary>
/// Transcripts side by side with ccusage: <c>corpus FOLDER MIB FILES</c> writes one, <c>scan FOLDER</c> totals it in this process,
/// <c>import FOLDER</c> reads every fact and throws it away, <c>append FOLDER</c> times what an append of 1 MB costs.
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
        using var importer = new TranscriptImporter(new NullStore(), new TranscriptOptions(), TimeProvider.System, NullLogger<TranscriptImporter>.Instance);
        var result = await importer.ImportAsync(TranscriptFolders.Resolve(folder), null, CancellationToken.None);
        Print(new { seconds = result.Elapsed.TotalSeconds, mbPerSecond = result.BytesPerSecond / 1e6, result.Files, result.Lines, result.Requests, peakMb = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6 });
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static void Print(object result) => Console.WriteLine(JsonSerializer.Serialize(result));

    private sealed class NullStore : ITranscriptStore
    {
        public Task<IReadOnlyList<TranscriptCursor>> LoadCursorsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TranscriptCursor>>([]);

        public Task<WriteOutcome> WriteAsync(TranscriptBatch batch, CancellationToken cancellationToken) => Task.FromResult(WriteOutcome.Durable);
    }
}
