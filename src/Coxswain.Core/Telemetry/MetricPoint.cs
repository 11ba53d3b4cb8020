namespace Coxswain.Core.Telemetry;

/// <summary>One data point of any OTLP metric, with its metric's name and its origin; each kind has its own table <c>otel_metrics_…</c>.</summary>
public abstract record MetricPoint(
    TelemetryOrigin Origin,
    string MetricName,
    string MetricDescription,
    string MetricUnit,
    IReadOnlyList<KeyValue> Attributes,
    long StartTimeNs,
    long TimeNs,
    uint Flags,
    IReadOnlyList<MetricExemplar> Exemplars);

public sealed record MetricExemplar(IReadOnlyList<KeyValue> FilteredAttributes, long TimeNs, double Value, string SpanId, string TraceId);

public sealed record GaugePoint(
    TelemetryOrigin Origin, string MetricName, string MetricDescription, string MetricUnit,
    IReadOnlyList<KeyValue> Attributes, long StartTimeNs, long TimeNs, uint Flags, IReadOnlyList<MetricExemplar> Exemplars,
    double Value)
    : MetricPoint(Origin, MetricName, MetricDescription, MetricUnit, Attributes, StartTimeNs, TimeNs, Flags, Exemplars);

/// <param name="AggregationTemporality">OTLP's number: 1 delta, 2 cumulative.</param>
public sealed record SumPoint(
    TelemetryOrigin Origin, string MetricName, string MetricDescription, string MetricUnit,
    IReadOnlyList<KeyValue> Attributes, long StartTimeNs, long TimeNs, uint Flags, IReadOnlyList<MetricExemplar> Exemplars,
    double Value, int AggregationTemporality, bool IsMonotonic)
    : MetricPoint(Origin, MetricName, MetricDescription, MetricUnit, Attributes, StartTimeNs, TimeNs, Flags, Exemplars);

public sealed record HistogramPoint(
    TelemetryOrigin Origin, string MetricName, string MetricDescription, string MetricUnit,
    IReadOnlyList<KeyValue> Attributes, long StartTimeNs, long TimeNs, uint Flags, IReadOnlyList<MetricExemplar> Exemplars,
    ulong Count, double Sum, IReadOnlyList<ulong> BucketCounts, IReadOnlyList<double> ExplicitBounds, double Min, double Max, int AggregationTemporality)
    : MetricPoint(Origin, MetricName, MetricDescription, MetricUnit, Attributes, StartTimeNs, TimeNs, Flags, Exemplars);

public sealed record ExponentialHistogramPoint(
    TelemetryOrigin Origin, string MetricName, string MetricDescription, string MetricUnit,
    IReadOnlyList<KeyValue> Attributes, long StartTimeNs, long TimeNs, uint Flags, IReadOnlyList<MetricExemplar> Exemplars,
    ulong Count, double Sum, int Scale, ulong ZeroCount,
    int PositiveOffset, IReadOnlyList<ulong> PositiveBucketCounts, int NegativeOffset, IReadOnlyList<ulong> NegativeBucketCounts,
    double Min, double Max, int AggregationTemporality)
    : MetricPoint(Origin, MetricName, MetricDescription, MetricUnit, Attributes, StartTimeNs, TimeNs, Flags, Exemplars);

public sealed record SummaryPoint(
    TelemetryOrigin Origin, string MetricName, string MetricDescription, string MetricUnit,
    IReadOnlyList<KeyValue> Attributes, long StartTimeNs, long TimeNs, uint Flags, IReadOnlyList<MetricExemplar> Exemplars,
    ulong Count, double Sum, IReadOnlyList<SummaryQuantile> Quantiles)
    : MetricPoint(Origin, MetricName, MetricDescription, MetricUnit, Attributes, StartTimeNs, TimeNs, Flags, Exemplars);

public readonly record struct SummaryQuantile(double Quantile, double Value);
