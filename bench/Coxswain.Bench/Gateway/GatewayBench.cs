using System.Globalization;
using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Gateway;

/// <summary>What the gateway adds to a call, beside other gateways before the same upstream, in one interleaved run.</summary>
internal static class GatewayBench
{
    private const int MostRounds = 21;
    private const int ShortWatch = 15;
    private const string Recorded = "SELECT count() FROM otel.otel_logs WHERE Body = 'coxswain.gateway_call'";

    public static async Task<BenchReport> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var arms = await GatewayArms.StartAsync(options.Alone, cancellationToken);
        var rounds = new GatewayRounds(arms.All, [.. GatewayCase.All.Where(load => load == GatewayCase.Latency || load.Name.StartsWith(options.Case, StringComparison.Ordinal))], TimeSpan.FromSeconds(options.Full ? 3 : 1));
        var figures = new GatewayFigures(arms.All, rounds);
        await rounds.WarmUpAsync(cancellationToken);
        var done = 0;
        while (done < options.Rounds || (options.Full && done < MostRounds && !figures.IsSteady))
        {
            await rounds.RunAsync(cancellationToken);
            done++;
            await Console.Error.WriteLineAsync($"round {done}: direct p50 {Statistics.Median(rounds.Of(GatewayArm.Direct, GatewayCase.Latency)[^1].Milliseconds) * 1000:N0} µs, spread so far {figures.Spread():N0} %");
        }

        if (options.Case.Length > 0)
        {
            return new BenchReport("gateway", Setting(arms, rounds, done, figures), [.. figures.All()]);
        }

        var recorded = await RecordedAsync(arms.Store, cancellationToken) * 100.0 / rounds.CallsOf(GatewayArm.Coxswain);
        var gaps = await EventGaps.RunAsync(arms.All, done, cancellationToken);
        var memory = await OpenStreams.RunAsync(arms.Find(GatewayArm.Coxswain)!, options.Full ? options.Seconds : Math.Min(options.Seconds, ShortWatch), cancellationToken);
        return new BenchReport("gateway", Setting(arms, rounds, done, figures), [
            .. figures.All(),
            Figure.Of("calls of the whole run that are in the store", "%", recorded),
            .. gaps,
            .. Memory(memory),
        ]);
    }

    /// <summary>Records go to the store beside the calls; counted once no more come.</summary>
    private static async Task<long> RecordedAsync(StoreUnderTest store, CancellationToken cancellationToken)
    {
        var (count, still) = (0L, 0);
        while (still < 6)
        {
            var now = long.Parse(await store.QueryAsync(Recorded, cancellationToken), CultureInfo.InvariantCulture);
            (count, still) = (now, now == count ? still + 1 : 0);
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, cancellationToken);
        }

        return count;
    }

    private static IEnumerable<Figure> Memory(IReadOnlyList<(double Daemon, double Engine)> samples)
    {
        var daemon = samples.Select(static one => one.Daemon).ToList();
        var part = Math.Max(1, samples.Count / 4);
        return
        [
            Figure.Of($"{OpenStreams.Streams} open streams, daemon, resident", "MB", daemon, Goal.Max(250)),
            Figure.Of("the same, largest", "MB", daemon.Max(), Goal.Max(250)),
            Figure.Of("the same, last quarter of the time by the first", "ratio", Statistics.Median(daemon[^part..]) / Statistics.Median(daemon[..part]), Goal.Max(1.05)),
            Figure.Of($"{OpenStreams.Streams} open streams, its engine, resident", "MB", [.. samples.Select(static one => one.Engine)]),
        ];
    }

    private static string Setting(GatewayArms arms, GatewayRounds rounds, int done, GatewayFigures figures)
    {
        var left = arms.Missing.Concat(rounds.Unable).ToList();
        return $"{done} rounds; every answer compared byte by byte. Coxswain is the real daemon: store, records and recovery on (mode Full). Added: p50 or p99 of a round less the direct one of that round."
            + (left.Count > 0 ? $" Not scored: {string.Join("; ", left)}." : "")
            + (figures.IsSteady ? "" : " REFUSED: the direct arm varies too much; the figures mean little.");
    }
}
