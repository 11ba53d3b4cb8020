using System.Diagnostics;
using System.Globalization;
using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Ingest;

/// <summary>What a record costs while the store grows: the last stretch before every power of ten from 10^5 on.</summary>
internal static class GrowthLoad
{
    private const long First = 100_000;
    private const double Flat = 1.25;

    public static async Task<IReadOnlyList<Figure>> RunAsync(LogTemplate template, BenchOptions options, CancellationToken cancellationToken)
    {
        await using var store = await StoreUnderTest.StartAsync(cancellationToken);
        var sender = new LoadSender(store.Cox.OtlpHttp, options.Connections);
        var figures = new List<Figure>();
        var costs = new List<double>();
        for (var size = First; size <= options.Records; size *= 10)
        {
            await SendUpToAsync(size - (First / 2));
            var cost = await CostAsync(First / 2);
            costs.Add(cost.CpuMicroseconds);
            var power = Math.Round(Math.Log10(size)).ToString(CultureInfo.InvariantCulture);
            figures.Add(Figure.Of($"CPU a record at 10^{power} stored", "µs", cost.CpuMicroseconds));
            figures.Add(Figure.Of($"time a record at 10^{power} stored", "µs", cost.WallMicroseconds));
        }

        figures.Add(Figure.Of("dearest CPU a record / cheapest", "ratio", costs.Max() / costs.Min(), Goal.Max(Flat)));
        return figures;

        async Task SendUpToAsync(long records)
        {
            await sender.RunAsync(template, Math.Max(0, records - sender.Acknowledged), cancellationToken);
            await store.WaitForLogsAsync(sender.Acknowledged, cancellationToken);
        }

        async Task<(double CpuMicroseconds, double WallMicroseconds)> CostAsync(long records)
        {
            var (cpu, start, before) = (store.Meter.CpuSeconds(), Stopwatch.GetTimestamp(), sender.Acknowledged);
            await SendUpToAsync(before + records);
            var sent = sender.Acknowledged - before;
            return ((store.Meter.CpuSeconds() - cpu) * 1e6 / sent, Stopwatch.GetElapsedTime(start).TotalMicroseconds / sent);
        }
    }
}
