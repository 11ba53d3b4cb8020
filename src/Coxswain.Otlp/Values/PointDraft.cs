using Coxswain.Core.Telemetry;

namespace Coxswain.Otlp.Values;

/// <summary>A data point of any kind while its fields come in. Its attributes collect in <see cref="DecodeContext.RecordAttributes"/>.</summary>
internal sealed class PointDraft(MetricDraft metric)
{
    public long StartNs { get; set; }

    public long TimeNs { get; set; }

    public uint Flags { get; set; }

    public List<MetricExemplar> Exemplars { get; } = [];

    public double Value { get; set; }

    public ulong Count { get; set; }

    public double Sum { get; set; }

    public double Min { get; set; }

    public double Max { get; set; }

    public List<ulong> BucketCounts { get; } = [];

    public List<double> Bounds { get; } = [];

    public int Scale { get; set; }

    public ulong ZeroCount { get; set; }

    public int PositiveOffset { get; set; }

    public int NegativeOffset { get; set; }

    public List<ulong> NegativeCounts { get; } = [];

    public List<SummaryQuantile> Quantiles { get; } = [];

    public void Finish(MetricShape shape, DecodeContext context)
    {
        if (!context.EndsMarred("data point", TimeNs))
        {
            context.Metrics.Add(ToPoint(shape, context.RecordAttributes.Finish(), context.TimeOrReceipt(TimeNs)));
        }
    }

    private MetricPoint ToPoint(MetricShape shape, IReadOnlyList<KeyValue> attributes, long time) => shape switch
    {
        MetricShape.Gauge => new GaugePoint(
            metric.Origin, metric.Name, metric.Description, metric.Unit, attributes, StartNs, time, Flags, Exemplars, Value),
        MetricShape.Sum => new SumPoint(
            metric.Origin, metric.Name, metric.Description, metric.Unit, attributes, StartNs, time, Flags, Exemplars,
            Value, metric.Temporality, metric.IsMonotonic),
        MetricShape.Histogram => new HistogramPoint(
            metric.Origin, metric.Name, metric.Description, metric.Unit, attributes, StartNs, time, Flags, Exemplars,
            Count, Sum, BucketCounts, Bounds, Min, Max, metric.Temporality),
        MetricShape.ExponentialHistogram => new ExponentialHistogramPoint(
            metric.Origin, metric.Name, metric.Description, metric.Unit, attributes, StartNs, time, Flags, Exemplars,
            Count, Sum, Scale, ZeroCount, PositiveOffset, BucketCounts, NegativeOffset, NegativeCounts, Min, Max, metric.Temporality),
        _ => new SummaryPoint(
            metric.Origin, metric.Name, metric.Description, metric.Unit, attributes, StartNs, time, Flags, Exemplars,
            Count, Sum, Quantiles),
    };
}
