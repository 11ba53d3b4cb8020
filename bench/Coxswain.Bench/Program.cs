using Coxswain.Bench.Dashboard;
using Coxswain.Bench.Gateway;
using Coxswain.Bench.Idle;
using Coxswain.Bench.Ingest;
using Coxswain.Bench.Measuring;
using Coxswain.Bench.Otlp;
using Coxswain.Bench.Outbox;
using Coxswain.Bench.StatusLine;
using Coxswain.Bench.Transcripts;

namespace Coxswain.Bench;

internal static class Program
{
    private static readonly Dictionary<string, Func<BenchOptions, CancellationToken, Task<BenchReport>>> Verbs = new(StringComparer.Ordinal)
    {
        ["ingest"] = IngestBench.RunAsync,
        ["growth"] = GrowthLoad.ReportAsync,
        ["gateway"] = GatewayBench.RunAsync,
        ["idle"] = IdleBench.RunAsync,
        ["dashboard"] = DashboardBench.RunAsync,
        ["transcripts"] = TranscriptComparison.RunAsync,
        ["statusline"] = StatusLineBench.RunAsync,
    };

    private static async Task<int> Main(string[] args)
    {
        if (args is ["outbox", .. var rest])
        {
            return await OutboxBench.RunAsync(rest);
        }

        if (args is [MockUpstream.Verb])
        {
            return await MockUpstream.RunAsync();
        }

        if (args is ["otlp-decode", .. var decodeArgs])
        {
            return OtlpDecodeBench.Run(decodeArgs);
        }

        if (args is ["transcripts", "corpus" or "scan" or "import", ..])
        {
            return await TranscriptBench.RunAsync(args[1..]);
        }

        if (args.Length == 0 || !Verbs.TryGetValue(args[0], out var verb))
        {
            await Console.Error.WriteLineAsync("usage: bench/run outbox|otlp-decode|ingest|growth|gateway|idle|transcripts|statusline|dashboard [--full] [--rounds N] [--events N] [--dashboards N] [--rate N] [--records N] [--megabytes N] [--connections N] [--seconds N] [--alone] [--out folder]");
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, signal) => (signal.Cancel, _) = (true, stop.CancelAsync());
        var options = BenchOptions.Parse(args);
        var report = await verb(options, stop.Token);
        await report.WriteAsync(options.OutputFolder, Console.Out);
        return report.AllMet ? 0 : 1;
    }
}
