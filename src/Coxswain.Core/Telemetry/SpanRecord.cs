namespace Coxswain.Core.Telemetry;

/// <summary>One OTLP span, in the columns of <c>otel_traces</c>.</summary>
/// <param name="Kind">As the exporter writes it: <c>Internal</c>, <c>Server</c>, <c>Client</c>, <c>Producer</c>, <c>Consumer</c> or <c>Unspecified</c>.</param>
/// <param name="DurationNs">End minus start; 0 when the end lies before the start.</param>
/// <param name="StatusCode"><c>Unset</c>, <c>Ok</c> or <c>Error</c>.</param>
public sealed record SpanRecord(
    TelemetryOrigin Origin,
    long TimestampNs,
    string TraceId,
    string SpanId,
    string ParentSpanId,
    string TraceState,
    string Name,
    string Kind,
    ulong DurationNs,
    string StatusCode,
    string StatusMessage,
    IReadOnlyList<KeyValue> Attributes,
    IReadOnlyList<SpanEvent> Events,
    IReadOnlyList<SpanLink> Links);

public sealed record SpanEvent(long TimestampNs, string Name, IReadOnlyList<KeyValue> Attributes);

public sealed record SpanLink(string TraceId, string SpanId, string TraceState, IReadOnlyList<KeyValue> Attributes);
