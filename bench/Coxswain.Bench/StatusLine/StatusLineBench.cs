using System.Diagnostics;
using System.Globalization;
using Coxswain.Bench.Measuring;
using Coxswain.Testing.Processes;

namespace Coxswain.Bench.StatusLine;

/// <summary>How long Claude Code waits for a status line: an empty store, then 10^5 and 10^6 requests, each time beside a start of node that does nothing.</summary>
internal static class StatusLineBench
{
    private const int Samples = 30;
    private const double MostMilliseconds = 300;

    public static async Task<BenchReport> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var store = await StoreUnderTest.StartAsync(cancellationToken);
        var figures = new List<Figure>();
        foreach (var requests in new[] { 0, 100_000, 1_000_000 }.Where(requests => requests <= options.Records))
        {
            await RequestFill.RunAsync(store, requests, cancellationToken);
            figures.AddRange(await MeasureAsync(store, requests, cancellationToken));
            figures.AddRange(await AnswerBench.MeasureAsync(store, requests, cancellationToken));
        }

        return new BenchReport(
            "statusline",
            $"`cox statusline` from start to end, {Samples} times each, one after the other with `node -e 0`. Fresh: of a session nobody asked for yet. Again: of one asked for just before, nothing stored since. A late store is left out of the line. Answer: the daemon alone, over HTTP on one connection, with a budget for the day and one for the month.",
            figures);
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(StoreUnderTest store, int requests, CancellationToken cancellationToken)
    {
        var (node, fresh, again) = (new List<double>(), new List<double>(), new List<double>());
        var told = 0;
        for (var i = 0; i < Samples; i++)
        {
            // The newest ones, as whoever looks at a status line has.
            var input = Input($"session-{(requests / RequestFill.OfSession) - 1 - i}");
            node.Add((await TimeAsync("node", ["-e", "0"], store.Cox, "", cancellationToken)).Milliseconds);
            var (milliseconds, line) = await TimeAsync(CoxProcess.Program, ["statusline"], store.Cox, input, cancellationToken);
            fresh.Add(milliseconds);
            told += line.Contains("(client)", StringComparison.Ordinal) ? 0 : 1;
            again.Add((await TimeAsync(CoxProcess.Program, ["statusline"], store.Cox, input, cancellationToken)).Milliseconds);
        }

        var size = requests.ToString("N0", CultureInfo.InvariantCulture);
        return
        [
            Figure.Of($"node, {size} requests", "ms", node),
            Figure.Of($"fresh, {size} requests", "ms", fresh),
            Figure.Of($"fresh, 95th percentile, {size} requests", "ms", Statistics.Quantile(fresh, 0.95), Goal.Max(MostMilliseconds)),
            Figure.Of($"fresh / node, {size} requests", "ratio", [.. fresh.Zip(node, (ours, theirs) => ours / theirs)]),
            Figure.Of($"fresh, lines with the store's own figure, {size} requests", "%", told * 100.0 / Samples),
            Figure.Of($"again, {size} requests", "ms", again),
            Figure.Of($"again / node, {size} requests", "ratio", [.. again.Zip(node, (ours, theirs) => ours / theirs)]),
        ];
    }

    private static string Input(string session) => $$$"""{"session_id":"{{{session}}}","model":{"display_name":"Opus 5.5"},"cost":{"total_cost_usd":1.5}}""";

    private static async Task<(double Milliseconds, string Line)> TimeAsync(string program, IEnumerable<string> arguments, CoxProcess cox, string input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in cox.Environment)
        {
            start.Environment[name] = value;
        }

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var line = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, line);
    }
}
