using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>Spans as rows of <c>Inserts/otel_traces.1.sql</c>; events and links are arrays side by side.</summary>
internal static class SpanRows
{
    public const string Shape = "otel_traces.1";

    public static RowBlock Encode(IReadOnlyList<SpanRecord> spans, RowWriter writer)
    {
        writer.Clear();
        var origins = new OriginCache(WriteOrigin);
        foreach (var span in spans)
        {
            writer.Int64(StorableTime.Ns(span.TimestampNs));
            writer.Text(span.TraceId);
            writer.Text(span.SpanId);
            writer.Text(span.ParentSpanId);
            writer.Text(span.TraceState);
            writer.Text(span.Name);
            writer.Text(span.Kind);
            writer.UInt64(span.DurationNs);
            writer.Text(span.StatusCode);
            writer.Text(span.StatusMessage);
            writer.Map(span.Attributes);
            writer.Column(span.Events, static (w, e) => w.Int64(StorableTime.Ns(e.TimestampNs)));
            writer.Column(span.Events, static (w, e) => w.Text(e.Name));
            writer.Column(span.Events, static (w, e) => w.Map(e.Attributes));
            writer.Column(span.Links, static (w, l) => w.Text(l.TraceId));
            writer.Column(span.Links, static (w, l) => w.Text(l.SpanId));
            writer.Column(span.Links, static (w, l) => w.Text(l.TraceState));
            writer.Column(span.Links, static (w, l) => w.Map(l.Attributes));
            origins.Write(writer, span.Origin);
        }

        return writer.ToBlock(Shape, spans.Count);
    }

    private static void WriteOrigin(RowWriter writer, TelemetryOrigin origin)
    {
        writer.Text(origin.ServiceName);
        writer.Map(origin.ResourceAttributes);
        writer.Text(origin.ScopeName);
        writer.Text(origin.ScopeVersion);
    }
}
