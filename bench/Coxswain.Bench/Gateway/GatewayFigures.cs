using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Gateway;

/// <summary>Makes figures of rounds: what an arm adds to the direct call of its round, and ratios within a round.</summary>
internal sealed class GatewayFigures(IReadOnlyList<GatewayArm> arms, GatewayRounds rounds)
{
    private const double MostSpread = 25;

    /// <summary>Interquartile range of the direct arm's p50 by its median, in per cent: how steady the machine was.</summary>
    public double Spread()
    {
        var direct = Quantiles(GatewayArm.Direct, GatewayCase.Latency, 0.5);
        return (Statistics.Quantile(direct, 0.75) - Statistics.Quantile(direct, 0.25)) * 100 / Statistics.Median(direct);
    }

    public bool IsSteady => Spread() <= MostSpread;

    public IEnumerable<Figure> All() => 
    [
        .. Latency(),
        .. Was(GatewayCase.Throughput) ? Throughput() : [],
        .. Was(GatewayCase.Stream) ? Streams() : [],
        .. Was(GatewayCase.Large) ? Large() : [],
    ];

    private bool Was(GatewayCase load) => rounds.Of(GatewayArm.Direct, load).Count > 0;

    private IEnumerable<Figure> Latency()
    {
        yield return Figure.Of("direct, 4 kB call, p50", "µs", [.. Quantiles(GatewayArm.Direct, GatewayCase.Latency, 0.5).Select(static ms => ms * 1000)]);
        yield return Figure.Of("direct, p50 over the rounds, interquartile range by median", "%", Spread(), Goal.Max(MostSpread));
        var ours = Added(GatewayArm.Coxswain, GatewayCase.Latency, 0.5);
        foreach (var arm in Gateways(GatewayCase.Latency))
        {
            yield return Figure.Of($"{arm}, 4 kB call, added p50", "µs", [.. Added(arm, GatewayCase.Latency, 0.5).Select(static ms => ms * 1000)]);
        }

        foreach (var arm in Peers(GatewayCase.Latency))
        {
            yield return Figure.Of($"added p50, Coxswain / {arm}", "ratio", Ratio(ours, Added(arm, GatewayCase.Latency, 0.5)), arm == GatewayArm.Portkey ? Goal.Max(0.2) : null);
        }
    }

    private IEnumerable<Figure> Throughput()
    {
        foreach (var arm in Gateways(GatewayCase.Throughput).Prepend(GatewayArm.Direct))
        {
            yield return Figure.Of($"{arm}, 16 connections", "calls/s", PerSecond(arm));
        }

        foreach (var arm in Peers(GatewayCase.Throughput))
        {
            yield return Figure.Of($"calls/s, Coxswain / {arm}", "ratio", Ratio(PerSecond(GatewayArm.Coxswain), PerSecond(arm)), arm == GatewayArm.Portkey ? Goal.Min(10) : null);
        }

        foreach (var arm in Gateways(GatewayCase.Throughput))
        {
            yield return Figure.Of($"{arm}, CPU of 1,000 calls, records included", "ms", [.. rounds.Of(arm, GatewayCase.Throughput).Select(static one => one.CpuSeconds * 1e6 / one.Calls)]);
        }
    }

    private IEnumerable<Figure> Streams()
    {
        yield return Figure.Of("direct, time to first token, p50", "ms", Quantiles(GatewayArm.Direct, GatewayCase.Stream, 0.5));
        foreach (var arm in Gateways(GatewayCase.Stream))
        {
            var (isOurs, isControl) = (arm == GatewayArm.Coxswain, arm == GatewayArm.HaProxy);
            yield return Figure.Of(
                $"{arm}, added time to first token, p50{(isControl ? " (negative control: must miss 1 ms)" : "")}", "ms", Added(arm, GatewayCase.Stream, 0.5),
                isOurs ? Goal.Max(1) : isControl ? Goal.Min(1) : null);
            yield return Figure.Of($"{arm}, added time to first token, p99", "ms", Added(arm, GatewayCase.Stream, 0.99), isOurs ? Goal.Max(3) : null);
            yield return Figure.Of($"{arm}, gap between frames, p99, by direct", "ratio", Ratio(Gaps(arm), Gaps(GatewayArm.Direct)));
        }
    }

    private IEnumerable<Figure> Large()
    {
        yield return Figure.Of("direct, 400 kB call, p50", "ms", Quantiles(GatewayArm.Direct, GatewayCase.Large, 0.5));
        foreach (var arm in Gateways(GatewayCase.Large))
        {
            yield return Figure.Of(
                $"{arm}, 400 kB call, by direct", "ratio", Ratio(Quantiles(arm, GatewayCase.Large, 0.5), Quantiles(GatewayArm.Direct, GatewayCase.Large, 0.5)),
                arm == GatewayArm.Coxswain ? Goal.Max(1.3) : null);
        }
    }

    private IEnumerable<string> Gateways(GatewayCase load) => arms.Select(static arm => arm.Name).Where(name => name != GatewayArm.Direct && rounds.Of(name, load).Count > 0);

    private IEnumerable<string> Peers(GatewayCase load) => Gateways(load).Where(static name => name is not (GatewayArm.Coxswain or GatewayArm.HaProxy));

    private List<double> Quantiles(string arm, GatewayCase load, double quantile) => [.. rounds.Of(arm, load).Select(one => Statistics.Quantile(one.Milliseconds, quantile))];

    private List<double> Added(string arm, GatewayCase load, double quantile)
        => [.. Quantiles(arm, load, quantile).Zip(Quantiles(GatewayArm.Direct, load, quantile), static (through, direct) => through - direct)];

    private List<double> PerSecond(string arm) => [.. rounds.Of(arm, GatewayCase.Throughput).Select(static one => one.PerSecond)];

    private List<double> Gaps(string arm) => [.. rounds.Of(arm, GatewayCase.Stream).Select(static one => Statistics.Quantile(one.Gaps, 0.99))];

    private static List<double> Ratio(List<double> ours, List<double> others) => [.. ours.Zip(others, static (one, other) => one / other)];
}
