INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ParentSpanId, TraceState, SpanName, SpanKind, Duration, StatusCode, StatusMessage, SpanAttributes,
    `Events.Timestamp`, `Events.Name`, `Events.Attributes`, `Links.TraceId`, `Links.SpanId`, `Links.TraceState`, `Links.Attributes`,
    ServiceName, ResourceAttributes, ScopeName, ScopeVersion)
FORMAT RowBinary
