using System.Diagnostics;
using System.Globalization;
using Coxswain.Bench.Measuring;

namespace Coxswain.Bench.Ingest;

/// <summary>
/// What a record costs while the store grows: over the second half of the way to every power of ten from 10^5 on, so that each stretch bears the merges
/// that fall into it. Both processes are warm at the start: rows sent before are taken out again.
/// </summary>
internal static class GrowthLoad
{
    private const long First = 100_000;
    private const long WarmUp = 300_000;
    private const double Flat = 1.25;
    private const string Filled = "SELECT DISTINCT table FROM system.parts WHERE database = 'otel' AND active AND table IN ('otel_logs', 'api_requests', 'tool_calls', 'sessions', 'client_events')";

    /// <summary>The growth alone, as <c>bench/run growth</c>.</summary>
    public static async Task<BenchReport> ReportAsync(BenchOptions options, CancellationToken cancellationToken) => new(
        "growth",
        $"OTLP over http/protobuf, {LogTemplate.Attributes} attributes a record, bodies of {IngestBench.LargeBatch} records over {options.Connections} connections, into one store from empty to {options.Records:N0} records.",
        await RunAsync(LogTemplate.Create(IngestBench.LargeBatch, seed: 1), options, cancellationToken));

    public static async Task<IReadOnlyList<Figure>> RunAsync(LogTemplate template, BenchOptions options, CancellationToken cancellationToken)
    {
        await using var store = await StoreUnderTest.StartAsync(cancellationToken);
        await WarmUpAsync(store, template, options, cancellationToken);
        var sender = new LoadSender(store.Cox.OtlpHttp, options.Connections, WarmUp);
        var figures = new List<Figure>();
        var costs = new List<double>();
        for (var size = First; size <= options.Records; size *= 10)
        {
            await SendUpToAsync(size / 2);
            var cost = await CostAsync(size);
            costs.Add(cost.CpuMicroseconds);
            var power = Math.Round(Math.Log10(size)).ToString(CultureInfo.InvariantCulture);
            figures.Add(Figure.Of($"CPU a record at 10^{power} stored", "µs", cost.CpuMicroseconds));
            figures.Add(Figure.Of($"time a record at 10^{power} stored", "µs", cost.WallMicroseconds));
            figures.Add(Figure.Of($"memory at 10^{power} stored, daemon and engine", "MB", store.Meter.ResidentMegabytes()));
        }

        figures.Add(Figure.Of("dearest CPU a record / cheapest", "ratio", costs.Max() / costs.Min(), Goal.Max(Flat)));
        return figures;

        async Task SendUpToAsync(long records)
        {
            await sender.RunAsync(template, Math.Max(0, records - sender.Acknowledged), cancellationToken);
            await store.WaitForLogsAsync(sender.Acknowledged, cancellationToken);
        }

        async Task<(double CpuMicroseconds, double WallMicroseconds)> CostAsync(long size)
        {
            var (cpu, start, before) = (store.Meter.CpuSeconds(), Stopwatch.GetTimestamp(), sender.Acknowledged);
            await SendUpToAsync(size);
            var sent = sender.Acknowledged - before;
            return ((store.Meter.CpuSeconds() - cpu) * 1e6 / sent, Stopwatch.GetElapsedTime(start).TotalMicroseconds / sent);
        }
    }

    private static async Task WarmUpAsync(StoreUnderTest store, LogTemplate template, BenchOptions options, CancellationToken cancellationToken)
    {
        var sender = new LoadSender(store.Cox.OtlpHttp, options.Connections);
        await sender.RunAsync(template, WarmUp, cancellationToken);
        await store.WaitForLogsAsync(sender.Acknowledged, cancellationToken);
        var tables = await store.QueryAsync(Filled, cancellationToken);
        foreach (var table in tables.Split('\n'))
        {
            await store.QueryAsync($"TRUNCATE TABLE otel.{table}", cancellationToken);
        }
    }
}
