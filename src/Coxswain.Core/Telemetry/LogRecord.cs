namespace Coxswain.Core.Telemetry;

/// <summary>One OTLP log record, in the columns of <c>otel_logs</c>.</summary>
/// <param name="TimestampNs">Nanoseconds since 1970 UTC; the observed time when the record has none of its own.</param>
/// <param name="TraceId">Lower-case hex, or empty.</param>
/// <param name="SpanId">Lower-case hex, or empty.</param>
/// <param name="Attributes">Sorted by key (ordinal).</param>
public sealed record LogRecord(
    TelemetryOrigin Origin,
    long TimestampNs,
    string TraceId,
    string SpanId,
    byte TraceFlags,
    string SeverityText,
    byte SeverityNumber,
    string Body,
    string EventName,
    IReadOnlyList<KeyValue> Attributes)
{
    /// <summary>A moment as <see cref="TimestampNs"/> has it.</summary>
    public static long Nanoseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;
}
