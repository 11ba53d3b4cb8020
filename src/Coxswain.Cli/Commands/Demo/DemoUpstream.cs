using System.Collections.Concurrent;
using System.Globalization;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.Cli.Commands.Demo;

/// <summary>The simulator in the place of the Messages API: it does to each of the demo's calls what is written down for it, whatever the order they come in.</summary>
internal static class DemoUpstream
{
    public static Task<SimulatedUpstream> StartAsync(IReadOnlyList<DemoFate> fates, int seed, CancellationToken cancellationToken)
    {
        var attempts = new ConcurrentDictionary<int, int>();
        return SimulatedUpstream.StartAsync(SimulatorPlan.From(request => Next(request, fates, attempts)), Options(seed), cancellationToken);
    }

    private static SimulatedStep Next(SimulatedRequest request, IReadOnlyList<DemoFate> fates, ConcurrentDictionary<int, int> attempts)
    {
        // Not by the body: a strategy changes it.
        if (!request.Headers.TryGetValue(DemoCalls.NumberHeader, out var text) || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= fates.Count)
        {
            return SimulatedStep.Answer;
        }

        var attempt = attempts.AddOrUpdate(number, 1, static (_, made) => made + 1);
        return fates[number] is { Fault: { } fault } fate && attempt <= fate.Times ? SimulatedStep.Fail(fault) : SimulatedStep.Answer;
    }

    private static SimulatorOptions Options(int seed) => new()
    {
        Seed = unchecked((ulong)seed),
        Latency = [new LatencyRule { FirstByte = new Spread(TimeSpan.FromMilliseconds(60), 0.5) { Longest = TimeSpan.FromMilliseconds(400) }, BetweenEvents = new Spread(TimeSpan.FromMilliseconds(1)) }],
    };
}
