using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Protobuf;

/// <summary>Reads a <c>LogRecord</c> message.</summary>
internal static class ProtoLogs
{
    public static void Read(ref ProtoReader record, TelemetryOrigin origin, DecodeContext context)
    {
        context.StartRecord();
        context.RecordAttributes.Start();
        ulong time = 0, observed = 0, severity = 0;
        uint flags = 0;
        string severityText = "", body = "", traceId = "", spanId = "", eventName = "";
        while (!record.AtEnd)
        {
            var tag = record.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message6:
                    ProtoValues.ReadAttribute(ref record, context.RecordAttributes, context);
                    break;
                case ProtoTag.Fixed1:
                    time = record.ReadFixed64();
                    break;
                case ProtoTag.Fixed11:
                    observed = record.ReadFixed64();
                    break;
                case ProtoTag.Varint2:
                    severity = record.ReadVarint();
                    break;
                case ProtoTag.Message3:
                    severityText = ProtoValues.ReadText(ref record, context);
                    break;
                case ProtoTag.Message5:
                    body = ProtoValues.ReadValue(ref record, context);
                    break;
                case ProtoTag.Short8:
                    flags = record.ReadFixed32();
                    break;
                case ProtoTag.Message9:
                    traceId = ProtoValues.ReadId(ref record, context, 16);
                    break;
                case ProtoTag.Message10:
                    spanId = ProtoValues.ReadId(ref record, context, 8);
                    break;
                case ProtoTag.Message12:
                    eventName = ProtoValues.ReadText(ref record, context);
                    break;
                default:
                    record.Skip(tag);
                    break;
            }
        }

        var ownTime = context.CheckTime(time != 0 ? time : observed, "its time");
        if (!context.EndsMarred("log record", ownTime))
        {
            context.Logs.Add(new LogRecord(
                origin, context.TimeOrReceipt(ownTime), traceId, spanId, (byte)flags, severityText,
                severity <= byte.MaxValue ? (byte)severity : (byte)0, body, eventName, context.RecordAttributes.Finish()));
        }
    }
}
