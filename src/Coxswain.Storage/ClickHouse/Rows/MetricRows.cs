using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>Data points as rows of <c>Inserts/otel_metrics_….1.sql</c>, one block per kind.</summary>
internal static class MetricRows
{
    public static void Encode(IReadOnlyList<MetricPoint> points, RowWriter writer, List<RowBlock> blocks)
    {
        Add<GaugePoint>("otel_metrics_gauge.1", points, writer, blocks, static (w, p) => w.Double(p.Value));
        Add<SumPoint>("otel_metrics_sum.1", points, writer, blocks, Sum);
        Add<HistogramPoint>("otel_metrics_histogram.1", points, writer, blocks, Histogram);
        Add<ExponentialHistogramPoint>("otel_metrics_exp_histogram.1", points, writer, blocks, ExponentialHistogram);
        Add<SummaryPoint>("otel_metrics_summary.1", points, writer, blocks, Summary, hasExemplars: false);
    }

    private static void Add<T>(
        string shape, IReadOnlyList<MetricPoint> points, RowWriter writer, List<RowBlock> blocks, Action<RowWriter, T> values, bool hasExemplars = true)
        where T : MetricPoint
    {
        writer.Clear();
        var origins = new OriginCache(WriteOrigin);
        var rows = 0;
        foreach (var point in points)
        {
            if (point is not T wanted)
            {
                continue;
            }

            Head(writer, point);
            origins.Write(writer, point.Origin);
            if (hasExemplars)
            {
                Exemplars(writer, point.Exemplars);
            }

            values(writer, wanted);
            rows++;
        }

        if (rows > 0)
        {
            blocks.Add(writer.ToBlock(shape, rows));
        }
    }

    private static void Head(RowWriter writer, MetricPoint point)
    {
        writer.Text(point.MetricName);
        writer.Text(point.MetricDescription);
        writer.Text(point.MetricUnit);
        writer.Map(point.Attributes);
        writer.UInt32(StorableTime.Seconds(point.StartTimeNs));
        writer.UInt32(StorableTime.Seconds(point.TimeNs));
        writer.UInt32(point.Flags);
    }

    private static void WriteOrigin(RowWriter writer, TelemetryOrigin origin)
    {
        writer.Text(origin.ServiceName);
        writer.Text(origin.ResourceSchemaUrl);
        writer.Map(origin.ResourceAttributes);
        writer.Text(origin.ScopeSchemaUrl);
        writer.Text(origin.ScopeName);
        writer.Text(origin.ScopeVersion);
        writer.Map(origin.ScopeAttributes);
        writer.UInt32(origin.ScopeDroppedAttributes);
    }

    private static void Exemplars(RowWriter writer, IReadOnlyList<MetricExemplar> exemplars)
    {
        writer.Column(exemplars, static (w, e) => w.Map(e.FilteredAttributes));
        writer.Column(exemplars, static (w, e) => w.UInt32(StorableTime.Seconds(e.TimeNs)));
        writer.Column(exemplars, static (w, e) => w.Double(e.Value));
        writer.Column(exemplars, static (w, e) => w.Text(e.SpanId));
        writer.Column(exemplars, static (w, e) => w.Text(e.TraceId));
    }

    private static void Sum(RowWriter writer, SumPoint point)
    {
        writer.Double(point.Value);
        writer.Int32(point.AggregationTemporality);
        writer.Boolean(point.IsMonotonic);
    }

    private static void Histogram(RowWriter writer, HistogramPoint point)
    {
        writer.UInt64(point.Count);
        writer.Double(point.Sum);
        writer.Column(point.BucketCounts, static (w, c) => w.UInt64(c));
        writer.Column(point.ExplicitBounds, static (w, b) => w.Double(b));
        writer.Double(point.Min);
        writer.Double(point.Max);
        writer.Int32(point.AggregationTemporality);
    }

    private static void ExponentialHistogram(RowWriter writer, ExponentialHistogramPoint point)
    {
        writer.UInt64(point.Count);
        writer.Double(point.Sum);
        writer.Int32(point.Scale);
        writer.UInt64(point.ZeroCount);
        writer.Int32(point.PositiveOffset);
        writer.Column(point.PositiveBucketCounts, static (w, c) => w.UInt64(c));
        writer.Int32(point.NegativeOffset);
        writer.Column(point.NegativeBucketCounts, static (w, c) => w.UInt64(c));
        writer.Double(point.Min);
        writer.Double(point.Max);
        writer.Int32(point.AggregationTemporality);
    }

    private static void Summary(RowWriter writer, SummaryPoint point)
    {
        writer.UInt64(point.Count);
        writer.Double(point.Sum);
        writer.Column(point.Quantiles, static (w, q) => w.Double(q.Quantile));
        writer.Column(point.Quantiles, static (w, q) => w.Double(q.Value));
    }
}
