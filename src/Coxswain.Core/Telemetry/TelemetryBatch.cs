namespace Coxswain.Core.Telemetry;

/// <summary>What one export request held after decoding. Kept or refused as a whole.</summary>
public sealed record TelemetryBatch
{
    public IReadOnlyList<LogRecord> Logs { get; init; } = [];

    public IReadOnlyList<SpanRecord> Spans { get; init; } = [];

    public IReadOnlyList<MetricPoint> Metrics { get; init; } = [];

    /// <summary>
    /// 128-bit hash of the inflated request body and its signal, or <see langword="null"/> when a resend cannot be told from a new fact
    /// (a record without any time of its own). An exporter that lost our answer sends the same bytes again: they are acknowledged and kept once.
    /// </summary>
    public UInt128? ContentHash { get; init; }

    /// <summary>Calls of the gateway whose end this batch tells of: what was reserved for them goes in the same transaction.</summary>
    public IReadOnlyList<string> EndedCalls { get; init; } = [];

    public int RecordCount => Logs.Count + Spans.Count + Metrics.Count;
}
