using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>A received batch as rows of the raw tables. Stateless; every call has its own buffer.</summary>
internal static class TelemetryRows
{
    /// <exception cref="ArgumentOutOfRangeException">A time that cannot be stored; receivers refuse those before.</exception>
    public static IReadOnlyList<RowBlock> Encode(TelemetryBatch batch)
    {
        var blocks = new List<RowBlock>();
        using var writer = new RowWriter();
        if (batch.Logs.Count > 0)
        {
            blocks.Add(batch.Logs.Count < LogColumns.FewestRecords ? LogRows.Encode(batch.Logs, writer) : LogColumns.Encode(batch.Logs, writer));
        }

        if (batch.Spans.Count > 0)
        {
            blocks.Add(SpanRows.Encode(batch.Spans, writer));
        }

        if (batch.Metrics.Count > 0)
        {
            MetricRows.Encode(batch.Metrics, writer, blocks);
        }

        return blocks;
    }
}
