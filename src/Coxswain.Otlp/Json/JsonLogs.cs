using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Json;

internal static class JsonLogs
{
    private static readonly string[] Severities =
    [
        "UNSPECIFIED", "TRACE", "TRACE2", "TRACE3", "TRACE4", "DEBUG", "DEBUG2", "DEBUG3", "DEBUG4", "INFO", "INFO2", "INFO3", "INFO4",
        "WARN", "WARN2", "WARN3", "WARN4", "ERROR", "ERROR2", "ERROR3", "ERROR4", "FATAL", "FATAL2", "FATAL3", "FATAL4",
    ];

    public static void Read(ref JsonCursor record, TelemetryOrigin origin, DecodeContext context)
    {
        context.StartRecord();
        context.RecordAttributes.Start();
        ulong time = 0, observed = 0, flags = 0;
        long severity = 0;
        string severityText = "", body = "", traceId = "", spanId = "", eventName = "";
        while (record.NextField())
        {
            if (record.Is("timeUnixNano"u8))
            {
                time = JsonNumbers.Unsigned(ref record, context, "its time");
            }
            else if (record.Is("observedTimeUnixNano"u8))
            {
                observed = JsonNumbers.Unsigned(ref record, context, "its observed time");
            }
            else if (record.Is("attributes"u8))
            {
                JsonValues.Attributes(ref record, context.RecordAttributes, context);
            }
            else if (record.Is("body"u8))
            {
                body = JsonValues.Value(ref record, context);
            }
            else if (record.Is("severityNumber"u8))
            {
                severity = JsonNumbers.Enumeration(ref record, context, "SEVERITY_NUMBER_", Severities);
            }
            else if (record.Is("severityText"u8))
            {
                severityText = JsonValues.Text(ref record, context);
            }
            else if (record.Is("flags"u8))
            {
                flags = JsonNumbers.Unsigned(ref record, context, "its flags");
            }
            else if (record.Is("traceId"u8))
            {
                traceId = JsonValues.Id(ref record, context, 16);
            }
            else if (record.Is("spanId"u8))
            {
                spanId = JsonValues.Id(ref record, context, 8);
            }
            else if (record.Is("eventName"u8))
            {
                eventName = JsonValues.Text(ref record, context);
            }
            else
            {
                record.Skip();
            }
        }

        var ownTime = context.CheckTime(time != 0 ? time : observed, "its time");
        if (!context.EndsMarred("log record", ownTime))
        {
            context.Logs.Add(new LogRecord(
                origin, context.TimeOrReceipt(ownTime), traceId, spanId, (byte)flags, severityText,
                severity is >= 0 and <= byte.MaxValue ? (byte)severity : (byte)0, body, eventName, context.RecordAttributes.Finish()));
        }
    }
}
