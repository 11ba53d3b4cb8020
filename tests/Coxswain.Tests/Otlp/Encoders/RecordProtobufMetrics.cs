using Coxswain.Core.Telemetry;

namespace Coxswain.Tests.Otlp.Encoders;

internal static class RecordProtobufMetrics
{
    public static ProtoMessage Metric(MetricPoint point)
    {
        var metric = new ProtoMessage().Text(1, point.MetricName).Text(2, point.MetricDescription).Text(3, point.MetricUnit);
        return point switch
        {
            GaugePoint gauge => metric.Message(5, new ProtoMessage().Message(1, Number(gauge, gauge.Value))),
            SumPoint sum => metric.Message(7, new ProtoMessage()
                .Message(1, Number(sum, sum.Value)).Varint(2, (ulong)sum.AggregationTemporality).Varint(3, sum.IsMonotonic ? 1UL : 0)),
            HistogramPoint histogram => metric.Message(9, new ProtoMessage()
                .Message(1, Histogram(histogram)).Varint(2, (ulong)histogram.AggregationTemporality)),
            ExponentialHistogramPoint exponential => metric.Message(10, new ProtoMessage()
                .Message(1, Exponential(exponential)).Varint(2, (ulong)exponential.AggregationTemporality)),
            SummaryPoint summary => metric.Message(11, new ProtoMessage().Message(1, Summary(summary))),
            _ => throw new ArgumentOutOfRangeException(nameof(point)),
        };
    }

    private static ProtoMessage Times(MetricPoint point) =>
        new ProtoMessage().Fixed64(2, (ulong)point.StartTimeNs).Fixed64(3, (ulong)point.TimeNs);

    private static ProtoMessage Number(MetricPoint point, double value) => Exemplars(
        Times(point).Floating(4, value).Varint(8, point.Flags).Attributes(7, point.Attributes), 5, point);

    private static ProtoMessage Histogram(HistogramPoint point) => Exemplars(
        Times(point).Fixed64(4, point.Count).Floating(5, point.Sum).PackedFixed64(6, point.BucketCounts)
            .PackedFixed64(7, point.ExplicitBounds.Select(BitConverter.DoubleToUInt64Bits)).Attributes(9, point.Attributes)
            .Varint(10, point.Flags).Floating(11, point.Min).Floating(12, point.Max),
        8,
        point);

    private static ProtoMessage Exponential(ExponentialHistogramPoint point) => Exemplars(
        Times(point).Attributes(1, point.Attributes).Fixed64(4, point.Count).Floating(5, point.Sum).ZigZag(6, point.Scale)
            .Fixed64(7, point.ZeroCount).Message(8, Buckets(point.PositiveOffset, point.PositiveBucketCounts))
            .Message(9, Buckets(point.NegativeOffset, point.NegativeBucketCounts)).Varint(10, point.Flags)
            .Floating(12, point.Min).Floating(13, point.Max),
        11,
        point);

    private static ProtoMessage Summary(SummaryPoint point)
    {
        var message = Times(point).Fixed64(4, point.Count).Floating(5, point.Sum).Attributes(7, point.Attributes).Varint(8, point.Flags);
        foreach (var (quantile, value) in point.Quantiles)
        {
            message.Message(6, new ProtoMessage().Floating(1, quantile).Floating(2, value));
        }

        return message;
    }

    private static ProtoMessage Buckets(int offset, IReadOnlyList<ulong> counts) =>
        new ProtoMessage().ZigZag(1, offset).PackedVarint(2, counts);

    private static ProtoMessage Exemplars(ProtoMessage message, int field, MetricPoint point)
    {
        foreach (var one in point.Exemplars)
        {
            message.Message(field, new ProtoMessage()
                .Fixed64(2, (ulong)one.TimeNs).Floating(3, one.Value).Hex(4, one.SpanId).Hex(5, one.TraceId)
                .Attributes(7, one.FilteredAttributes));
        }

        return message;
    }
}
