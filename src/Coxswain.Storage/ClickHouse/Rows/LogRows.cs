using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>Log records as rows of <c>Inserts/otel_logs.1.sql</c>.</summary>
internal static class LogRows
{
    public const string Shape = "otel_logs.1";

    public static RowBlock Encode(IReadOnlyList<LogRecord> logs, RowWriter writer)
    {
        writer.Clear();
        var origins = new OriginCache(WriteOrigin);
        for (var i = 0; i < logs.Count; i++)
        {
            var log = logs[i];
            writer.Int64(StorableTime.Ns(log.TimestampNs));
            writer.Text(log.TraceId);
            writer.Text(log.SpanId);
            writer.Byte(log.TraceFlags);
            writer.Text(log.SeverityText);
            writer.Byte(log.SeverityNumber);
            writer.Text(log.Body);
            writer.Text(log.EventName);
            writer.Map(log.Attributes);
            origins.Write(writer, log.Origin);
        }

        return writer.ToBlock(Shape, logs.Count);
    }

    private static void WriteOrigin(RowWriter writer, TelemetryOrigin origin)
    {
        writer.Text(origin.ServiceName);
        writer.Text(origin.ResourceSchemaUrl);
        writer.Map(origin.ResourceAttributes);
        writer.Text(origin.ScopeSchemaUrl);
        writer.Text(origin.ScopeName);
        writer.Text(origin.ScopeVersion);
        writer.Map(origin.ScopeAttributes);
    }
}
