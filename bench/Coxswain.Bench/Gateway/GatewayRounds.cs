namespace Coxswain.Bench.Gateway;

/// <summary>Each round runs every case on every arm, in an order of its own; before the first, every arm is warmed up and asked whether it can do the case at all.</summary>
internal sealed class GatewayRounds(IReadOnlyList<GatewayArm> arms, IReadOnlyList<GatewayCase> loads, TimeSpan length)
{
    private const double QuietShare = 0.1;
    private static readonly TimeSpan Probe = TimeSpan.FromMilliseconds(1);

    /// <summary>Longer than our outbox waits between two inserts of few rows: the last calls' records are still theirs.</summary>
    private static readonly TimeSpan QuietStep = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(30);
    private readonly Dictionary<(string Arm, GatewayCase Case), List<LoadResult>> _results = [];
    private readonly Dictionary<string, long> _calls = [];
    private readonly Random _order = new(1);

    /// <summary>What an arm cannot do, or did wrong: not scored.</summary>
    public SortedSet<string> Unable { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls answered so far, those of the warm-up too.</summary>
    public long CallsOf(string arm) => _calls.GetValueOrDefault(arm);

    /// <returns>By round; empty when the arm is not scored.</returns>
    public IReadOnlyList<LoadResult> Of(string arm, GatewayCase load) => _results.GetValueOrDefault((arm, load)) ?? [];

    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        foreach (var arm in arms)
        {
            foreach (var load in loads)
            {
                if (await RunAsync(arm, load with { Callers = 1 }, Probe, cancellationToken) is { Problem.Length: > 0 } probe)
                {
                    Unable.Add($"{arm.Name}, {load.Name}: {probe.Problem}");
                    continue;
                }

                _results[(arm.Name, load)] = [];
                await RunAsync(arm, load, length, cancellationToken);
            }
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var cases = loads.ToArray();
        _order.Shuffle(cases);
        foreach (var load in cases)
        {
            var able = arms.Where(arm => _results.ContainsKey((arm.Name, load))).ToArray();
            _order.Shuffle(able);
            foreach (var arm in able)
            {
                var result = await RunAsync(arm, load, length, cancellationToken);
                if (result.Problem.Length > 0)
                {
                    _results.Remove((arm.Name, load));
                    Unable.Add($"{arm.Name}, {load.Name}: {result.Problem}");
                    continue;
                }

                _results[(arm.Name, load)].Add(result);
            }
        }
    }

    private async Task<LoadResult> RunAsync(GatewayArm arm, GatewayCase load, TimeSpan time, CancellationToken cancellationToken)
    {
        var before = arm.Meter?.CpuSeconds() ?? 0;
        var result = await Task.Run(() => WireLoad.Run(arm, load, time), cancellationToken);
        _calls[arm.Name] = CallsOf(arm.Name) + result.Calls;
        await QuietAsync(arm, cancellationToken);
        return result with { CpuSeconds = (arm.Meter?.CpuSeconds() ?? 0) - before };
    }

    /// <summary>What an arm does after its last answer is its own, and must not disturb the next one's.</summary>
    private static async Task QuietAsync(GatewayArm arm, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; arm.Meter is { } meter && waited < QuietLimit; waited += QuietStep)
        {
            var before = meter.CpuSeconds();
            await Task.Delay(QuietStep, TimeProvider.System, cancellationToken);
            if (meter.CpuSeconds() - before < QuietStep.TotalSeconds * QuietShare)
            {
                return;
            }
        }
    }
}
