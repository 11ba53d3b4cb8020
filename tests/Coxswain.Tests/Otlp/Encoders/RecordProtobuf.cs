using Coxswain.Core.Telemetry;

namespace Coxswain.Tests.Otlp.Encoders;

/// <summary>Encodes records as OTLP export requests in protobuf. Attribute values go out as strings.</summary>
internal static class RecordProtobuf
{
    public static byte[] Logs(IEnumerable<LogRecord> logs) =>
        Request(logs.GroupBy(static log => log.Origin), static log => Log(log));

    public static byte[] Spans(IEnumerable<SpanRecord> spans) =>
        Request(spans.GroupBy(static span => span.Origin), static span => Span(span));

    /// <summary>One metric per data point; a receiver gets the same points as from metrics of several.</summary>
    public static byte[] Metrics(IEnumerable<MetricPoint> points) =>
        Request(points.GroupBy(static point => point.Origin), static point => RecordProtobufMetrics.Metric(point));

    /// <summary>A log record whose body and one attribute <c>value</c> hold a value of any type.</summary>
    public static byte[] LogWith(AnyValue value, ulong timeNs = 1) =>
        Request(
            new[] { value }.GroupBy(static _ => new TelemetryOrigin()),
            one => new ProtoMessage().Fixed64(1, timeNs).Message(5, Value(one)).Message(6, Pair("value", one)));

    public static ProtoMessage Value(AnyValue value) => value switch
    {
        AnyValue.Text text => new ProtoMessage().Bytes(1, System.Text.Encoding.UTF8.GetBytes(text.Value)),
        AnyValue.Bool truth => new ProtoMessage().Varint(2, truth.Value ? 1UL : 0UL),
        AnyValue.Whole integer => new ProtoMessage().Varint(3, (ulong)integer.Value),
        AnyValue.Floating number => new ProtoMessage().Floating(4, number.Value),
        AnyValue.Bytes bytes => new ProtoMessage().Bytes(7, bytes.Value),
        AnyValue.Array array => new ProtoMessage().Message(
            5, array.Values.Aggregate(new ProtoMessage(), static (list, item) => list.Message(1, Value(item)))),
        AnyValue.Map map => new ProtoMessage().Message(
            6, map.Values.Aggregate(new ProtoMessage(), static (list, item) => list.Message(1, Pair(item.Key, item.Value)))),
        _ => new ProtoMessage(),
    };

    public static ProtoMessage Attributes(this ProtoMessage message, int field, IEnumerable<KeyValue> attributes)
    {
        foreach (var (key, value) in attributes)
        {
            message.Message(field, Pair(key, new AnyValue.Text(value)));
        }

        return message;
    }

    private static ProtoMessage Pair(string key, AnyValue value) => new ProtoMessage().Text(1, key).Message(2, Value(value));

    private static byte[] Request<T>(IEnumerable<IGrouping<TelemetryOrigin, T>> groups, Func<T, ProtoMessage> encode)
    {
        var request = new ProtoMessage();
        foreach (var group in groups)
        {
            var origin = group.Key;
            var scope = new ProtoMessage().Message(1, new ProtoMessage()
                .Text(1, origin.ScopeName).Text(2, origin.ScopeVersion)
                .Attributes(3, origin.ScopeAttributes).Varint(4, origin.ScopeDroppedAttributes));
            foreach (var record in group)
            {
                scope.Message(2, encode(record));
            }

            scope.Text(3, origin.ScopeSchemaUrl);
            request.Message(1, new ProtoMessage()
                .Message(1, new ProtoMessage().Attributes(1, origin.ResourceAttributes))
                .Message(2, scope)
                .Text(3, origin.ResourceSchemaUrl));
        }

        return request.ToArray();
    }

    private static ProtoMessage Log(LogRecord log) => new ProtoMessage()
        .Fixed64(1, (ulong)log.TimestampNs).Varint(2, log.SeverityNumber).Text(3, log.SeverityText)
        .Message(5, Value(new AnyValue.Text(log.Body))).Attributes(6, log.Attributes).Varint(7, 0)
        .Fixed32(8, log.TraceFlags).Hex(9, log.TraceId).Hex(10, log.SpanId).Fixed64(11, (ulong)log.TimestampNs).Text(12, log.EventName);

    private static ProtoMessage Span(SpanRecord span)
    {
        var message = new ProtoMessage()
            .Hex(1, span.TraceId).Hex(2, span.SpanId).Text(3, span.TraceState).Hex(4, span.ParentSpanId).Text(5, span.Name)
            .Varint(6, (ulong)Array.IndexOf(SpanKinds, span.Kind)).Fixed64(7, (ulong)span.TimestampNs)
            .Fixed64(8, (ulong)span.TimestampNs + span.DurationNs).Attributes(9, span.Attributes);
        foreach (var one in span.Events)
        {
            message.Message(11, new ProtoMessage()
                .Fixed64(1, (ulong)one.TimestampNs).Text(2, one.Name).Attributes(3, one.Attributes));
        }

        foreach (var link in span.Links)
        {
            message.Message(13, new ProtoMessage()
                .Hex(1, link.TraceId).Hex(2, link.SpanId).Text(3, link.TraceState).Attributes(4, link.Attributes));
        }

        return message.Message(15, new ProtoMessage()
            .Text(2, span.StatusMessage).Varint(3, (ulong)Array.IndexOf(StatusCodes, span.StatusCode)));
    }

    internal static readonly string[] SpanKinds = ["Unspecified", "Internal", "Server", "Client", "Producer", "Consumer"];
    internal static readonly string[] StatusCodes = ["Unset", "Ok", "Error"];
}
