using System.Diagnostics;
using Coxswain.Bench.Ingest;
using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Idle;

/// <summary>What <c>cox up</c> uses while nothing happens, engine included, with a million events stored.</summary>
internal static class IdleBench
{
    private const long Events = 1_000_000;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(45);

    public static async Task<BenchReport> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var store = await StoreUnderTest.StartAsync(cancellationToken);
        var template = LogTemplate.Create(512, seed: 3);
        var sender = new LoadSender(store.Cox.OtlpHttp, options.Connections);
        await sender.RunAsync(template, Events + template.Records, cancellationToken);
        await store.WaitForLogsAsync(sender.Acknowledged, cancellationToken);
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);

        var (cpu, start) = (store.Meter.CpuSeconds(), Stopwatch.GetTimestamp());
        var (resident, proportional) = (new List<double>(), new List<double>());
        for (var second = 0; second < options.Seconds; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            resident.Add(store.Meter.ResidentMegabytes());
            proportional.Add(store.Meter.ProportionalMegabytes());
        }

        var share = (store.Meter.CpuSeconds() - cpu) * 100 / Stopwatch.GetElapsedTime(start).TotalSeconds;
        var processes = store.Meter.Memory();
        return new BenchReport(
            "idle",
            $"{sender.Acknowledged:N0} events stored, {options.Seconds} s watched after {Settling.TotalSeconds} s of quiet; daemon and engine together. "
                + "Proportional: pages both share count once; resident counts them twice.",
            [
                Figure.Of("CPU", "% of a core", share, Goal.Max(0.5)),
                Figure.Of("memory, proportional", "MB", proportional, Goal.Max(400)),
                Figure.Of("memory, resident", "MB", resident, Goal.Max(400)),
                Figure.Of("daemon, resident", "MB", processes[0].ResidentMb),
                Figure.Of("daemon, anonymous", "MB", processes[0].AnonymousMb),
                Figure.Of("engine, resident", "MB", processes[1].ResidentMb),
                Figure.Of("engine, anonymous", "MB", processes[1].AnonymousMb),
            ]);
    }
}
