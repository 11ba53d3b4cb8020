using Coxswain.Testing.Otlp;

namespace Coxswain.Testing.Traces.Telemetry;

/// <summary>A trace as the OTLP exports the client would have sent: events every few seconds, metrics every minute, in the order of sending.</summary>
public static class TelemetryRendering
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MetricInterval = TimeSpan.FromMinutes(1);

    public static IEnumerable<OtlpExport> Render(Trace trace) =>
        trace.Sessions.SelectMany(session => Render(session, trace.Options)).OrderBy(export => export.At);

    public static IEnumerable<OtlpExport> Render(TraceSession session, TraceOptions options)
    {
        foreach (var batch in Batches(new EventWriter(session, options).Write(), log => log.TimeNs, StandardAttributes.Nanoseconds(session.Start), LogInterval))
        {
            yield return new OtlpExport { Scope = ClientScope.Events(options), At = Ceiling(session, batch.Window, LogInterval), Logs = batch.Items };
        }

        var writer = new MetricWriter(session, options);
        var from = session.Start;
        foreach (var batch in Batches(session.Steps, step => StandardAttributes.Nanoseconds(step.At), StandardAttributes.Nanoseconds(session.Start), MetricInterval))
        {
            var to = Ceiling(session, batch.Window, MetricInterval);
            var sums = writer.Write(batch.Items, from, to, first: from == session.Start);
            from = to;
            if (sums.Count > 0)
            {
                yield return new OtlpExport { Scope = ClientScope.Metrics(options), At = to, Sums = sums };
            }
        }
    }

    private static DateTimeOffset Ceiling(TraceSession session, long window, TimeSpan interval) => session.Start + ((window + 1) * interval);

    private static IEnumerable<(long Window, List<T> Items)> Batches<T>(IEnumerable<T> items, Func<T, long> time, long start, TimeSpan interval)
    {
        var length = (long)interval.TotalMilliseconds * 1_000_000;
        return items.GroupBy(item => (time(item) - start) / length).OrderBy(group => group.Key).Select(group => (group.Key, group.ToList()));
    }
}
