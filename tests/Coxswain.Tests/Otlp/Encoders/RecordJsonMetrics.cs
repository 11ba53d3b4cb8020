using System.Text.Json.Nodes;
using Coxswain.Core.Telemetry;

namespace Coxswain.Tests.Otlp.Encoders;

internal static class RecordJsonMetrics
{
    public static JsonObject Metric(MetricPoint point) => new()
    {
        [Name(point)] = new JsonObject
        {
            ["dataPoints"] = new JsonArray(Point(point)),
            ["aggregationTemporality"] = Temporality(point),
            ["isMonotonic"] = point is SumPoint { IsMonotonic: true },
        },
        ["name"] = point.MetricName,
        ["description"] = point.MetricDescription,
        ["unit"] = point.MetricUnit,
    };

    private static string Name(MetricPoint point) => point switch
    {
        GaugePoint => "gauge",
        SumPoint => "sum",
        HistogramPoint => "histogram",
        ExponentialHistogramPoint => "exponentialHistogram",
        _ => "summary",
    };

    private static int Temporality(MetricPoint point) => point switch
    {
        SumPoint sum => sum.AggregationTemporality,
        HistogramPoint histogram => histogram.AggregationTemporality,
        ExponentialHistogramPoint exponential => exponential.AggregationTemporality,
        _ => 0,
    };

    private static JsonObject Point(MetricPoint point)
    {
        var json = new JsonObject
        {
            ["startTimeUnixNano"] = RecordJson.Nanoseconds(point.StartTimeNs),
            ["timeUnixNano"] = RecordJson.Nanoseconds(point.TimeNs),
            ["flags"] = point.Flags,
            ["attributes"] = RecordJson.Attributes(point.Attributes),
            ["exemplars"] = new JsonArray([.. point.Exemplars.Select(Exemplar)]),
        };
        foreach (var (name, value) in Values(point))
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }

    private static JsonObject Exemplar(MetricExemplar one) => new()
    {
        ["timeUnixNano"] = RecordJson.Nanoseconds(one.TimeNs),
        ["asDouble"] = RecordJson.Number(one.Value),
        ["spanId"] = one.SpanId,
        ["traceId"] = one.TraceId,
        ["filteredAttributes"] = RecordJson.Attributes(one.FilteredAttributes),
    };

    private static JsonObject Values(MetricPoint point) => point switch
    {
        GaugePoint gauge => new() { ["asDouble"] = RecordJson.Number(gauge.Value) },
        SumPoint sum => new() { ["asDouble"] = RecordJson.Number(sum.Value) },
        HistogramPoint histogram => Distribution(histogram.Count, histogram.Sum, histogram.Min, histogram.Max, new JsonObject
        {
            ["bucketCounts"] = Counts(histogram.BucketCounts),
            ["explicitBounds"] = new JsonArray([.. histogram.ExplicitBounds.Select(RecordJson.Number)]),
        }),
        ExponentialHistogramPoint exponential => Distribution(
            exponential.Count, exponential.Sum, exponential.Min, exponential.Max, new JsonObject
            {
                ["scale"] = exponential.Scale,
                ["zeroCount"] = exponential.ZeroCount.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["positive"] = Buckets(exponential.PositiveOffset, exponential.PositiveBucketCounts),
                ["negative"] = Buckets(exponential.NegativeOffset, exponential.NegativeBucketCounts),
            }),
        SummaryPoint summary => new()
        {
            ["count"] = summary.Count,
            ["sum"] = RecordJson.Number(summary.Sum),
            ["quantileValues"] = new JsonArray([.. summary.Quantiles.Select(static one => new JsonObject
            {
                ["quantile"] = RecordJson.Number(one.Quantile), ["value"] = RecordJson.Number(one.Value),
            })]),
        },
        _ => [],
    };

    private static JsonObject Distribution(ulong count, double sum, double min, double max, JsonObject rest)
    {
        rest["count"] = count;
        rest["sum"] = RecordJson.Number(sum);
        rest["min"] = RecordJson.Number(min);
        rest["max"] = RecordJson.Number(max);
        return rest;
    }

    private static JsonObject Buckets(int offset, IReadOnlyList<ulong> counts) =>
        new() { ["offset"] = offset, ["bucketCounts"] = Counts(counts) };

    private static JsonArray Counts(IReadOnlyList<ulong> counts) =>
        new([.. counts.Select(static one => JsonValue.Create(one.ToString(System.Globalization.CultureInfo.InvariantCulture)))]);
}
