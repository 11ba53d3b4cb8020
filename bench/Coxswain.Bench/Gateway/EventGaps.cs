using System.Diagnostics;
using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Gateway;

/// <summary>
/// Gaps between the events of streams in which the upstream sends one each 20 ms. Every arm's streams run at the same time, so what the machine does meanwhile happens
/// to all of them; what the direct ones show is the machine's own.
/// </summary>
internal static class EventGaps
{
    private const int StreamsPerArm = 8;
    private const double MostAddedMilliseconds = 5;

    // HAProxy, as it is by default, holds events back until there are more of them: it must miss the goal.
    private static readonly string[] Measured = [GatewayArm.Direct, GatewayArm.Coxswain, GatewayArm.HaProxy];
    private static readonly (string Name, double Quantile)[] Shown = [("p50", 0.5), ("p99", 0.99), ("largest", 1)];

    public static async Task<IReadOnlyList<Figure>> RunAsync(IReadOnlyList<GatewayArm> arms, int rounds, CancellationToken cancellationToken)
    {
        var measured = arms.Where(static arm => Measured.Contains(arm.Name)).ToList();
        var found = measured.ToDictionary(static arm => arm.Name, static _ => new List<IReadOnlyList<double>>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, gaps) in await Task.Run(() => Round(measured), cancellationToken))
            {
                found[name].Add(gaps);
            }
        }

        return [.. Shown.Select(one => Figure.Of($"direct, gap between events, {one.Name}", "ms", Of(GatewayArm.Direct, one.Quantile))), .. measured.Skip(1).SelectMany(Added)];

        List<double> Of(string arm, double quantile) => [.. found[arm].Select(gaps => Statistics.Quantile(gaps, quantile))];

        IEnumerable<Figure> Added(GatewayArm arm) => Shown.Select(one => Figure.Of(
            $"{arm.Name}, gap between events, added {one.Name}{(arm.Name == GatewayArm.HaProxy && one.Quantile == 1 ? " (negative control: must miss 5 ms)" : "")}",
            "ms",
            [.. Of(arm.Name, one.Quantile).Zip(Of(GatewayArm.Direct, one.Quantile), static (through, direct) => through - direct)],
            arm.Name == GatewayArm.Coxswain ? Goal.Max(MostAddedMilliseconds) : one.Quantile == 1 ? Goal.Min(MostAddedMilliseconds) : null));
    }

    /// <returns>Milliseconds, by arm.</returns>
    private static Dictionary<string, List<double>> Round(List<GatewayArm> arms)
    {
        var gaps = arms.ToDictionary(static arm => arm.Name, static _ => new List<double>());
        var problem = "";
        var threads = Enumerable.Range(0, arms.Count * StreamsPerArm).Select(number => new Thread(() =>
        {
            // One stream after the other, so that not all events come at one moment.
            Thread.Sleep(FixedAnswers.FrameGap * number / (arms.Count * StreamsPerArm));
            var arm = arms[number % arms.Count];
            Span<long> arrivals = stackalloc long[FixedAnswers.GapFrames];
            using var connection = new WireConnection(arm.Port);
            var wrong = connection.Call(WireLoad.Request(arm, FixedAnswers.GapRequest), FixedAnswers.Gaps, arrivals);
            lock (gaps)
            {
                problem = wrong.Length > 0 ? $"{arm.Name}: {wrong}" : problem;
                for (var i = 1; i < arrivals.Length; i++)
                {
                    gaps[arm.Name].Add(Stopwatch.GetElapsedTime(arrivals[i - 1], arrivals[i]).TotalMilliseconds);
                }
            }
        })).ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        return problem.Length == 0 ? gaps : throw new InvalidOperationException(problem);
    }
}
