using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Json;

internal static class JsonMetrics
{
    private static readonly string[] Temporalities = ["UNSPECIFIED", "DELTA", "CUMULATIVE"];

    public static void Read(ref JsonCursor metric, TelemetryOrigin origin, DecodeContext context)
    {
        context.StartOrigin();
        context.Budget.Spend(64);
        var draft = ReadNames(metric, origin, context);
        context.RefuseMarredOrigin(metric.Position);
        while (metric.NextField())
        {
            if (ShapeOf(ref metric) is { } shape && metric.BeginObject())
            {
                ReadPoints(ref metric, ReadTemporality(metric, draft, context), shape, context);
            }
            else
            {
                metric.Skip();
            }
        }
    }

    private static MetricShape? ShapeOf(ref JsonCursor metric) =>
        metric.Is("sum"u8) ? MetricShape.Sum
        : metric.Is("gauge"u8) ? MetricShape.Gauge
        : metric.Is("histogram"u8) ? MetricShape.Histogram
        : metric.Is("exponentialHistogram"u8) ? MetricShape.ExponentialHistogram
        : metric.Is("summary"u8) ? MetricShape.Summary
        : null;

    private static MetricDraft ReadNames(JsonCursor metric, TelemetryOrigin origin, DecodeContext context)
    {
        string name = "", description = "", unit = "";
        while (metric.NextField())
        {
            if (metric.Is("name"u8))
            {
                name = JsonValues.Text(ref metric, context);
            }
            else if (metric.Is("description"u8))
            {
                description = JsonValues.Text(ref metric, context);
            }
            else if (metric.Is("unit"u8))
            {
                unit = JsonValues.Text(ref metric, context);
            }
            else
            {
                metric.Skip();
            }
        }

        return new MetricDraft(origin, name, description, unit);
    }

    private static MetricDraft ReadTemporality(JsonCursor series, MetricDraft metric, DecodeContext context)
    {
        while (series.NextField())
        {
            if (series.Is("aggregationTemporality"u8))
            {
                var number = JsonNumbers.Enumeration(ref series, context, "AGGREGATION_TEMPORALITY_", Temporalities);
                metric = metric with { Temporality = (int)number };
            }
            else if (series.Is("isMonotonic"u8))
            {
                metric = metric with { IsMonotonic = JsonValues.Bool(ref series) ?? false };
            }
            else
            {
                series.Skip();
            }
        }

        return metric;
    }

    private static void ReadPoints(ref JsonCursor series, MetricDraft metric, MetricShape shape, DecodeContext context)
    {
        while (series.NextField())
        {
            if (!series.Is("dataPoints"u8) || !series.BeginArray())
            {
                series.Skip();
                continue;
            }

            while (series.NextItem())
            {
                if (series.BeginObject())
                {
                    ReadPoint(ref series, metric, shape, context);
                }
            }
        }
    }

    private static void ReadPoint(ref JsonCursor point, MetricDraft metric, MetricShape shape, DecodeContext context)
    {
        context.StartRecord();
        context.RecordAttributes.Start();
        var draft = new PointDraft(metric);
        while (point.NextField())
        {
            if (!JsonPoints.ReadShared(ref point, draft, context) && !JsonPoints.ReadDistribution(ref point, draft, context))
            {
                point.Skip();
            }
        }

        draft.Finish(shape, context);
    }
}
