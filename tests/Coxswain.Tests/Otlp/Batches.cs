using Coxswain.Core.Telemetry;
using Coxswain.Tests.Otlp.Encoders;
using CsCheck;

namespace Coxswain.Tests.Otlp;

/// <summary>Generates records of every kind, with awkward texts, times and numbers among them.</summary>
internal static class Batches
{
    private const long LastNs = (uint.MaxValue * 1_000_000_000L) + 999_999_999;

    private static readonly Gen<string> Text = Gen.OneOf(
        Any("", "a", "claude_code.api_request", "naïve 😀", "\0\u001b[31m<script>", "=1+1", "\u202Eabc", "\"\\\r\n\t\u2028"),
        Gen.String[Gen.Char.AlphaNumeric, 0, 150],
        Gen.String[Gen.Char['\u0000', '\uD7FF'], 0, 20]);

    private static readonly Gen<long> Time = Gen.OneOf(Gen.Long[1, LastNs], Gen.Long[1_790_000_000_000_000_000, 1_800_000_000_000_000_000]);

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double, Any(0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e308, 5e-324));

    private static readonly Gen<IReadOnlyList<KeyValue>> Attributes = Gen.Dictionary(Text, Text)[0, 12]
        .Select(static pairs => (IReadOnlyList<KeyValue>)[.. pairs.OrderBy(static one => one.Key, StringComparer.Ordinal)
            .Select(static one => new KeyValue(one.Key, one.Value))]);

    private static readonly Gen<string> TraceId = Id(16);
    private static readonly Gen<string> SpanId = Id(8);

    private static readonly Gen<TelemetryOrigin> Origin = Gen.Select(Text, Attributes, Attributes, Gen.UInt, static (text, resource, scope, dropped) =>
        new TelemetryOrigin
        {
            ServiceName = resource.FirstOrDefault(static one => one.Key == "service.name").Value ?? "",
            ResourceAttributes = resource,
            ResourceSchemaUrl = text,
            ScopeName = text + "s",
            ScopeVersion = text,
            ScopeSchemaUrl = text + "u",
            ScopeAttributes = scope,
            ScopeDroppedAttributes = dropped,
        });

    public static readonly Gen<TelemetryBatch> Logs = OfOrigin(static origin => Gen.Select(
        Time, TraceId, SpanId, Text, Attributes, Gen.Byte,
        (time, trace, span, text, attributes, number) =>
            new LogRecord(origin, time, trace, span, number, text, number, text + "b", text + "e", attributes)))
        .Select(static logs => new TelemetryBatch { Logs = logs });

    private static readonly Gen<SpanEvent[]> Events =
        Gen.Select(Time, Text, Attributes, static (time, name, attributes) => new SpanEvent(time, name, attributes)).Array[0, 3];

    private static readonly Gen<SpanLink[]> Links =
        Gen.Select(TraceId, SpanId, Text, Attributes, static (trace, span, state, attributes) => new SpanLink(trace, span, state, attributes)).Array[0, 3];

    public static readonly Gen<TelemetryBatch> Spans = OfOrigin(static origin => Gen.Select(
        Gen.Select(TraceId, SpanId, SpanId), Gen.Select(Time, Gen.ULong[0, 1UL << 40]), Text, Attributes, Events, Links,
        Gen.Select(Any<string>(RecordProtobuf.SpanKinds), Any<string>(RecordProtobuf.StatusCodes)),
        (ids, times, text, attributes, events, links, kinds) => new SpanRecord(
            origin, Math.Min(times.Item1, LastNs - (long)times.Item2), ids.Item1, ids.Item2, ids.Item3, text, text + "n",
            kinds.Item1, times.Item2, kinds.Item2, text + "m", attributes, events, links)))
        .Select(static spans => new TelemetryBatch { Spans = spans });

    private static readonly Gen<MetricExemplar[]> Exemplars = Gen.Select(
        Attributes, Time, Number, SpanId, TraceId,
        static (attributes, time, value, span, trace) => new MetricExemplar(attributes, time, value, span, trace)).Array[0, 2];

    private static readonly Gen<(ulong[] Counts, double[] Bounds, int Offset)> Buckets = Gen.Select(
        Gen.ULong.Array[0, 6], Number.Array[0, 5], Gen.Int, static (counts, bounds, offset) => (counts, bounds, offset));

    public static readonly Gen<TelemetryBatch> Metrics = OfOrigin(static origin => Gen.Select(
        Gen.Int[0, 4], Text, Attributes, Gen.Select(Time, Time), Gen.Select(Number, Number, Number, Gen.ULong), Gen.Select(Buckets, Buckets), Exemplars,
        (kind, text, attributes, times, numbers, buckets, exemplars) =>
            Point(origin, kind, text, attributes, times, numbers, buckets, exemplars)))
        .Select(static points => new TelemetryBatch { Metrics = points });

    public static readonly Gen<AnyValue> Value = Gen.Recursive<AnyValue>(static (depth, inner) =>
    {
        Gen<AnyValue>[] plain =
        [
            Text.Select(static one => (AnyValue)new AnyValue.Text(one)),
            Gen.Bool.Select(static one => (AnyValue)new AnyValue.Bool(one)),
            Gen.Long.Select(static one => (AnyValue)new AnyValue.Whole(one)),
            Number.Select(static one => (AnyValue)new AnyValue.Floating(one)),
            Gen.Byte.Array[0, 20].Select(static one => (AnyValue)new AnyValue.Bytes(one)),
            Gen.Const((AnyValue)new AnyValue.Empty()),
        ];
        return depth > 5 ? Gen.OneOf(plain) : Gen.OneOf(
        [
            .. plain,
            inner.Array[0, 4].Select(static items => (AnyValue)new AnyValue.Array(items)),
            Gen.Select(Text, inner, static (key, value) => KeyValuePair.Create(key, value)).Array[0, 4]
                .Select(static items => (AnyValue)new AnyValue.Map(items)),
        ]);
    });

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(one => values[one]);

    private static Gen<string> Id(int size) => Gen.OneOf(
        Gen.Const(""),
        Gen.Byte[1, 255].Array[size].Select(static bytes => Convert.ToHexStringLower(bytes)));

    private static Gen<T[]> OfOrigin<T>(Func<TelemetryOrigin, Gen<T>> record) =>
        Origin.SelectMany(origin => record(origin).Array[1, 8]);

    private static MetricPoint Point(
        TelemetryOrigin origin, int kind, string text, IReadOnlyList<KeyValue> attributes, (long Start, long Time) times,
        (double Value, double Min, double Max, ulong Count) numbers,
        ((ulong[] Counts, double[] Bounds, int Offset) Positive, (ulong[] Counts, double[] Bounds, int Offset) Negative) buckets,
        MetricExemplar[] exemplars)
    {
        var (start, time) = times;
        var (value, min, max, count) = numbers;
        var flags = (uint)count;
        var (positive, negative) = buckets;
        return kind switch
        {
            0 => new GaugePoint(origin, text, text + "d", text, attributes, start, time, flags, exemplars, value),
            1 => new SumPoint(origin, text, text + "d", text, attributes, start, time, flags, exemplars, value, 2, count % 2 == 0),
            2 => new HistogramPoint(
                origin, text, text + "d", text, attributes, start, time, flags, exemplars,
                count, value, positive.Counts, positive.Bounds, min, max, 1),
            3 => new ExponentialHistogramPoint(
                origin, text, text + "d", text, attributes, start, time, flags, exemplars, count, value, negative.Offset, count,
                positive.Offset, positive.Counts, negative.Offset, negative.Counts, min, max, 2),
            _ => new SummaryPoint(
                origin, text, text + "d", text, attributes, start, time, flags, [], count, value,
                [.. positive.Bounds.Select(static one => new SummaryQuantile(one, one))]),
        };
    }
}
