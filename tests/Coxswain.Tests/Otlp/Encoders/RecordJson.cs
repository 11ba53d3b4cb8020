using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coxswain.Core.Telemetry;

namespace Coxswain.Tests.Otlp.Encoders;

/// <summary>Encodes records as OTLP export requests in JSON. Attribute values go out as strings.</summary>
internal static class RecordJson
{
    public static byte[] Logs(IEnumerable<LogRecord> logs) =>
        Request("Logs", "logRecords", logs.GroupBy(static log => log.Origin), Log);

    public static byte[] Spans(IEnumerable<SpanRecord> spans) =>
        Request("Spans", "spans", spans.GroupBy(static span => span.Origin), Span);

    public static byte[] Metrics(IEnumerable<MetricPoint> points) =>
        Request("Metrics", "metrics", points.GroupBy(static point => point.Origin), RecordJsonMetrics.Metric);

    /// <inheritdoc cref="RecordProtobuf.LogWith"/>
    public static byte[] LogWith(AnyValue value, ulong timeNs = 1) =>
        Request("Logs", "logRecords", new[] { value }.GroupBy(static _ => new TelemetryOrigin()), one => new JsonObject
        {
            ["timeUnixNano"] = timeNs.ToString(CultureInfo.InvariantCulture),
            ["body"] = Value(one),
            ["attributes"] = new JsonArray(new JsonObject { ["key"] = "value", ["value"] = Value(one) }),
        });

    public static JsonObject Value(AnyValue value) => value switch
    {
        AnyValue.Text text => new JsonObject { ["stringValue"] = text.Value },
        AnyValue.Bool truth => new JsonObject { ["boolValue"] = truth.Value },
        AnyValue.Whole integer => new JsonObject { ["intValue"] = integer.Value.ToString(CultureInfo.InvariantCulture) },
        AnyValue.Floating number => new JsonObject { ["doubleValue"] = Number(number.Value) },
        AnyValue.Bytes bytes => new JsonObject { ["bytesValue"] = Convert.ToBase64String(bytes.Value) },
        AnyValue.Array array => new JsonObject
        {
            ["arrayValue"] = new JsonObject { ["values"] = new JsonArray([.. array.Values.Select(Value)]) },
        },
        AnyValue.Map map => new JsonObject
        {
            ["kvlistValue"] = new JsonObject
            {
                ["values"] = new JsonArray(
                    [.. map.Values.Select(static item => new JsonObject { ["key"] = item.Key, ["value"] = Value(item.Value) })]),
            },
        },
        _ => [],
    };

    internal static JsonNode Number(double value) => double.IsFinite(value)
        ? JsonValue.Create(value)
        : JsonValue.Create(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");

    internal static JsonNode Nanoseconds(long value) => value.ToString(CultureInfo.InvariantCulture);

    internal static JsonArray Attributes(IEnumerable<KeyValue> attributes) =>
        new([.. attributes.Select(static one => new JsonObject { ["key"] = one.Key, ["value"] = Value(new AnyValue.Text(one.Value)) })]);

    private static byte[] Request<T>(
        string signal, string recordsName, IEnumerable<IGrouping<TelemetryOrigin, T>> groups, Func<T, JsonNode> encode)
    {
        var resources = new JsonArray();
        foreach (var group in groups)
        {
            var origin = group.Key;
            resources.Add(new JsonObject
            {
                ["scope" + signal] = new JsonArray(new JsonObject
                {
                    [recordsName] = new JsonArray([.. group.Select(encode)]),
                    ["scope"] = new JsonObject
                    {
                        ["name"] = origin.ScopeName,
                        ["version"] = origin.ScopeVersion,
                        ["attributes"] = Attributes(origin.ScopeAttributes),
                        ["droppedAttributesCount"] = origin.ScopeDroppedAttributes,
                    },
                    ["schemaUrl"] = origin.ScopeSchemaUrl,
                }),
                ["schemaUrl"] = origin.ResourceSchemaUrl,
                ["resource"] = new JsonObject { ["attributes"] = Attributes(origin.ResourceAttributes) },
            });
        }

        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["resource" + signal] = resources });
    }

    private static JsonObject Log(LogRecord log) => new()
    {
        ["timeUnixNano"] = Nanoseconds(log.TimestampNs),
        ["severityNumber"] = log.SeverityNumber,
        ["severityText"] = log.SeverityText,
        ["body"] = Value(new AnyValue.Text(log.Body)),
        ["attributes"] = Attributes(log.Attributes),
        ["flags"] = log.TraceFlags,
        ["traceId"] = log.TraceId,
        ["spanId"] = log.SpanId,
        ["eventName"] = log.EventName,
    };

    private static JsonObject Span(SpanRecord span) => new()
    {
        ["traceId"] = span.TraceId,
        ["spanId"] = span.SpanId,
        ["traceState"] = span.TraceState,
        ["parentSpanId"] = span.ParentSpanId,
        ["name"] = span.Name,
        ["kind"] = Array.IndexOf(RecordProtobuf.SpanKinds, span.Kind),
        ["startTimeUnixNano"] = Nanoseconds(span.TimestampNs),
        ["endTimeUnixNano"] = Nanoseconds(span.TimestampNs + (long)span.DurationNs),
        ["attributes"] = Attributes(span.Attributes),
        ["events"] = new JsonArray([.. span.Events.Select(static one => new JsonObject
        {
            ["timeUnixNano"] = Nanoseconds(one.TimestampNs), ["name"] = one.Name, ["attributes"] = Attributes(one.Attributes),
        })]),
        ["links"] = new JsonArray([.. span.Links.Select(static link => new JsonObject
        {
            ["traceId"] = link.TraceId, ["spanId"] = link.SpanId, ["traceState"] = link.TraceState,
            ["attributes"] = Attributes(link.Attributes),
        })]),
        ["status"] = new JsonObject
        {
            ["message"] = span.StatusMessage, ["code"] = "STATUS_CODE_" + span.StatusCode.ToUpperInvariant(),
        },
    };
}
