using System.Diagnostics;
using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Ingest;

/// <summary>One round runs every arm once, in an order that changes, so that ratios compare neighbours in time.</summary>
internal sealed class Arms
{
    private readonly List<double> _large = [];
    private readonly List<double> _small = [];
    private readonly List<double> _engine = [];
    private readonly List<double> _p50 = [];
    private readonly List<double> _p99 = [];
    private readonly List<double> _daemonCpu = [];
    private readonly List<double> _engineCpu = [];
    private readonly List<double> _senderCpu = [];
    private readonly Random _order = new(1);

    public async Task RunAsync(
        int round, LogTemplate large, LogTemplate small, long records, int connections, int smallConnections, CancellationToken cancellationToken)
    {
        Func<Task>[] arms =
        [
            async () => _engine.Add(await EngineAlone.RunAsync(large, records, cancellationToken)),
            async () => _large.Add(await MeasureAsync(large, records, connections, keepAcks: true, cancellationToken)),
            async () => _small.Add(await MeasureAsync(small, records, smallConnections, keepAcks: false, cancellationToken)),
        ];
        _order.Shuffle(arms);
        foreach (var arm in arms)
        {
            await arm();
        }

        await Console.Error.WriteLineAsync($"round {round + 1}: {_large[^1]:N0}/s in bodies of {large.Records}, {_small[^1]:N0}/s of {small.Records}, engine alone {_engine[^1]:N0}/s, p99 {_p99[^1]:N0} ms; CPU a record: daemon {_daemonCpu[^1]:N1}, engine {_engineCpu[^1]:N1}, sender {_senderCpu[^1]:N1} µs");
    }

    public IEnumerable<Figure> Figures() =>
    [
        Figure.Of("acknowledged and stored, large bodies", "records/s", _large, Goal.Min(70_000)),
        Figure.Of("acknowledgement p50, large bodies", "ms", _p50),
        Figure.Of("acknowledgement p99, large bodies", "ms", _p99, Goal.Max(250)),
        Figure.Of("engine alone, same rows", "records/s", _engine),
        Figure.Of("large bodies / engine alone", "ratio", [.. _large.Zip(_engine, (ours, engine) => ours / engine)], Goal.Min(0.4)),
        Figure.Of("acknowledged and stored, bodies of 10", "records/s", _small),
        Figure.Of("bodies of 10 / large bodies", "ratio", [.. _small.Zip(_large, (tens, large) => tens / large)], Goal.Min(0.5)),
        Figure.Of("CPU of the daemon, large bodies", "µs/record", _daemonCpu),
        Figure.Of("CPU of its engine, large bodies", "µs/record", _engineCpu),
        Figure.Of("CPU of the sender, large bodies", "µs/record", _senderCpu),
    ];

    private async Task<double> MeasureAsync(LogTemplate template, long records, int connections, bool keepAcks, CancellationToken cancellationToken)
    {
        await using var store = await StoreUnderTest.StartAsync(cancellationToken);
        var sender = new LoadSender(store.Cox.OtlpHttp, connections);
        await sender.RunAsync(template, Math.Max(template.Records * connections * 4L, records / 10), cancellationToken);
        await store.WaitForLogsAsync(sender.Acknowledged, cancellationToken);
        var (all, own, sending) = (store.Meter.CpuSeconds(), store.Meter.OwnCpuSeconds(), Environment.CpuUsage.TotalTime.TotalSeconds);
        var start = Stopwatch.GetTimestamp();
        var before = sender.Acknowledged;
        var (_, acks) = await sender.RunAsync(template, records, cancellationToken);
        await store.WaitForLogsAsync(sender.Acknowledged, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sent = sender.Acknowledged - before;
        if (keepAcks)
        {
            _p50.Add(Statistics.Quantile(acks, 0.5));
            _p99.Add(Statistics.Quantile(acks, 0.99));
            var daemon = store.Meter.OwnCpuSeconds() - own;
            _daemonCpu.Add(daemon * 1e6 / sent);
            _engineCpu.Add((store.Meter.CpuSeconds() - all - daemon) * 1e6 / sent);
            _senderCpu.Add((Environment.CpuUsage.TotalTime.TotalSeconds - sending) * 1e6 / sent);
        }

        return sent / seconds;
    }
}
