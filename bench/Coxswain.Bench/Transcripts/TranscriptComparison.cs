using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Coxswain.Bench.Measuring;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Transcripts;

namespace Coxswain.Bench.Transcripts;

/// <summary>The first complete total beside ccusage, each as a process of its own, in alternating rounds on one corpus; the rate of a full import; the cost of an append.</summary>
internal static class TranscriptComparison
{
    private const int Files = 2600;

    public static async Task<BenchReport> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        BulkCorpus.Write(folder.Combine("projects"), (long)options.Megabytes << 20, Files, seed: 1);
        var (ours, theirs, ratios, peaks, rates, appends) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (stored, storedCpu) = (new List<double>(), new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            await Console.Error.WriteLineAsync($"round {round + 1} of {options.Rounds}");
            var (scanSeconds, scan) = await TimeAsync(() => OwnAsync("scan", folder.Path, cancellationToken));
            var (peerSeconds, peer) = await TimeAsync(() => Ccusage.DailyAsync(folder.Path, cancellationToken));
            AssertEqual(scan, peer);
            ours.Add(scanSeconds);
            theirs.Add(peerSeconds);
            ratios.Add(scanSeconds / peerSeconds);
            peaks.Add(scan.GetProperty("peakMb").GetDouble());
            var import = await OwnAsync("import", folder.Path, cancellationToken);
            rates.Add(import.GetProperty("mbPerSecond").GetDouble());
            var whole = await StoredImport.RunAsync(folder.Path, cancellationToken);
            AssertEqual(whole, peer);
            stored.Add(whole.Bytes / whole.Seconds / 1e6);
            storedCpu.Add(whole.CpuSeconds / whole.Bytes * 1e9);
            appends.Add(import.GetProperty("appendedSeconds").GetDouble() / peerSeconds);
        }

        return new BenchReport(
            "transcripts",
            $"{options.Megabytes} MiB in {Files} files, in the page cache; cold processes; ccusage 20.0.24 `claude daily --offline --json` beside it, totals equal in every round. Import alone: every fact read and encoded as rows, two files at a time. Stored: `cox import` into a new store, until every row is in its table; its totals equal ccusage's too.",
            [
                Figure.Of("first complete total", "s", ours),
                Figure.Of("ccusage", "s", theirs),
                Figure.Of("ratio", "cox / ccusage", ratios, Goal.Max(1)),
                Figure.Of("peak memory of the scan", "MB", peaks, Goal.Max(200)),
                Figure.Of("import, read and encoded", "MB/s", rates),
                Figure.Of("import, stored", "MB/s", stored, Goal.Min(250)),
                Figure.Of("import, stored: CPU of daemon and engine", "s/GB", storedCpu),
                Figure.Of("after an append of 1 MB", "of ccusage's time", appends, Goal.Max(0.05)),
            ]);
    }

    private static async Task<(double Seconds, JsonElement Result)> TimeAsync(Func<Task<JsonElement>> run)
    {
        var start = Stopwatch.GetTimestamp();
        var result = await run();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, result);
    }

    private static async Task<JsonElement> OwnAsync(string step, string folder, CancellationToken cancellationToken)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path.");
        using var process = Process.Start(new ProcessStartInfo(program, ["transcripts", step, folder]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} does not start.");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return JsonDocument.Parse(output).RootElement;
    }

    private static void AssertEqual(StoredImport whole, JsonElement peer)
    {
        var totals = peer.GetProperty("totals");
        var theirs = Ccusage.Exact(totals.GetProperty("totalCost"));
        if (Math.Abs(whole.CostUsd - theirs) >= 0.005m || whole.Tokens != totals.GetProperty("totalTokens").GetInt64())
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Totals through the store differ: {whole.CostUsd} and {theirs}, {whole.Tokens} tokens."));
        }
    }

    /// <summary>A fast wrong answer is no answer.</summary>
    private static void AssertEqual(JsonElement scan, JsonElement peer)
    {
        var totals = peer.GetProperty("totals");
        var (ours, theirs) = (scan.GetProperty("costUsd").GetDecimal(), Ccusage.Exact(totals.GetProperty("totalCost")));
        if (Math.Abs(ours - theirs) >= 0.005m || scan.GetProperty("output").GetInt64() != totals.GetProperty("outputTokens").GetInt64())
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Totals differ: {ours} and {theirs}."));
        }
    }
}
