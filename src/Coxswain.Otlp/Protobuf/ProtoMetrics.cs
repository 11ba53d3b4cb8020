using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Protobuf;

/// <summary>Reads a <c>Metric</c> message and its data points.</summary>
internal static class ProtoMetrics
{
    private delegate void PointReader(ref ProtoReader point, PointDraft draft, DecodeContext context);

    public static void Read(ref ProtoReader metric, TelemetryOrigin origin, DecodeContext context)
    {
        context.StartOrigin();
        context.Budget.Spend(64);
        var draft = ReadNames(metric, origin, context);
        context.RefuseMarredOrigin(metric.Position);
        while (!metric.AtEnd)
        {
            var tag = metric.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message5:
                    ReadPoints(metric.ReadMessage(), draft, MetricShape.Gauge, ProtoPoints.ReadNumber, context);
                    break;
                case ProtoTag.Message7:
                    ReadPoints(metric.ReadMessage(), draft, MetricShape.Sum, ProtoPoints.ReadNumber, context);
                    break;
                case ProtoTag.Message9:
                    ReadPoints(metric.ReadMessage(), draft, MetricShape.Histogram, ProtoPoints.ReadHistogram, context);
                    break;
                case ProtoTag.Message10:
                    ReadPoints(metric.ReadMessage(), draft, MetricShape.ExponentialHistogram, ProtoPoints.ReadExponential, context);
                    break;
                case ProtoTag.Message11:
                    ReadPoints(metric.ReadMessage(), draft, MetricShape.Summary, ProtoPoints.ReadSummary, context);
                    break;
                default:
                    metric.Skip(tag);
                    break;
            }
        }
    }

    private static MetricDraft ReadNames(ProtoReader metric, TelemetryOrigin origin, DecodeContext context)
    {
        string name = "", description = "", unit = "";
        while (!metric.AtEnd)
        {
            var tag = metric.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message1:
                    name = ProtoValues.ReadText(ref metric, context);
                    break;
                case ProtoTag.Message2:
                    description = ProtoValues.ReadText(ref metric, context);
                    break;
                case ProtoTag.Message3:
                    unit = ProtoValues.ReadText(ref metric, context);
                    break;
                default:
                    metric.Skip(tag);
                    break;
            }
        }

        return new MetricDraft(origin, name, description, unit);
    }

    private static void ReadPoints(ProtoReader series, MetricDraft metric, MetricShape shape, PointReader readPoint, DecodeContext context)
    {
        var shared = ReadTemporality(series, metric);
        while (!series.AtEnd)
        {
            var tag = series.ReadTag();
            if (tag != ProtoTag.Message1)
            {
                series.Skip(tag);
                continue;
            }

            var point = series.ReadMessage();
            context.StartRecord();
            context.RecordAttributes.Start();
            var draft = new PointDraft(shared);
            readPoint(ref point, draft, context);
            draft.Finish(shape, context);
        }
    }

    private static MetricDraft ReadTemporality(ProtoReader series, MetricDraft metric)
    {
        while (!series.AtEnd)
        {
            var tag = series.ReadTag();
            switch (tag)
            {
                case ProtoTag.Varint2:
                    metric = metric with { Temporality = (int)series.ReadVarint() };
                    break;
                case ProtoTag.Varint3:
                    metric = metric with { IsMonotonic = series.ReadVarint() != 0 };
                    break;
                default:
                    series.Skip(tag);
                    break;
            }
        }

        return metric;
    }
}
