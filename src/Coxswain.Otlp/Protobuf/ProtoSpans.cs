using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Protobuf;

/// <summary>Reads a <c>Span</c> message with its events and links.</summary>
internal static class ProtoSpans
{
    public static void Read(ref ProtoReader span, TelemetryOrigin origin, DecodeContext context)
    {
        context.StartRecord();
        context.RecordAttributes.Start();
        var draft = new SpanDraft();
        while (!span.AtEnd)
        {
            var tag = span.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message1:
                    draft.TraceId = ProtoValues.ReadId(ref span, context, 16);
                    break;
                case ProtoTag.Message2:
                    draft.SpanId = ProtoValues.ReadId(ref span, context, 8);
                    break;
                case ProtoTag.Message3:
                    draft.TraceState = ProtoValues.ReadText(ref span, context);
                    break;
                case ProtoTag.Message4:
                    draft.ParentSpanId = ProtoValues.ReadId(ref span, context, 8);
                    break;
                case ProtoTag.Message5:
                    draft.Name = ProtoValues.ReadText(ref span, context);
                    break;
                case ProtoTag.Varint6:
                    draft.Kind = (long)span.ReadVarint();
                    break;
                case ProtoTag.Fixed7:
                    draft.StartNs = context.CheckTime(span.ReadFixed64(), "its start time");
                    break;
                case ProtoTag.Fixed8:
                    draft.EndNs = context.CheckTime(span.ReadFixed64(), "its end time");
                    break;
                case ProtoTag.Message9:
                    ProtoValues.ReadAttribute(ref span, context.RecordAttributes, context);
                    break;
                case ProtoTag.Message11:
                    draft.Events.Add(ReadEvent(span.ReadMessage(), context));
                    break;
                case ProtoTag.Message13:
                    draft.Links.Add(ReadLink(span.ReadMessage(), context));
                    break;
                case ProtoTag.Message15:
                    ReadStatus(span.ReadMessage(), draft, context);
                    break;
                default:
                    span.Skip(tag);
                    break;
            }
        }

        draft.Finish(origin, context);
    }

    private static void ReadStatus(ProtoReader status, SpanDraft draft, DecodeContext context)
    {
        while (!status.AtEnd)
        {
            var tag = status.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message2:
                    draft.StatusMessage = ProtoValues.ReadText(ref status, context);
                    break;
                case ProtoTag.Varint3:
                    draft.StatusCode = (long)status.ReadVarint();
                    break;
                default:
                    status.Skip(tag);
                    break;
            }
        }
    }

    private static SpanEvent ReadEvent(ProtoReader one, DecodeContext context)
    {
        context.Budget.Spend(64);
        context.PartAttributes.Start();
        long time = 0;
        var name = "";
        while (!one.AtEnd)
        {
            var tag = one.ReadTag();
            switch (tag)
            {
                case ProtoTag.Fixed1:
                    time = context.CheckTime(one.ReadFixed64(), "an event's time");
                    break;
                case ProtoTag.Message2:
                    name = ProtoValues.ReadText(ref one, context);
                    break;
                case ProtoTag.Message3:
                    ProtoValues.ReadAttribute(ref one, context.PartAttributes, context);
                    break;
                default:
                    one.Skip(tag);
                    break;
            }
        }

        return new SpanEvent(time, name, context.PartAttributes.Finish());
    }

    private static SpanLink ReadLink(ProtoReader link, DecodeContext context)
    {
        context.Budget.Spend(64);
        context.PartAttributes.Start();
        string traceId = "", spanId = "", traceState = "";
        while (!link.AtEnd)
        {
            var tag = link.ReadTag();
            switch (tag)
            {
                case ProtoTag.Message1:
                    traceId = ProtoValues.ReadId(ref link, context, 16);
                    break;
                case ProtoTag.Message2:
                    spanId = ProtoValues.ReadId(ref link, context, 8);
                    break;
                case ProtoTag.Message3:
                    traceState = ProtoValues.ReadText(ref link, context);
                    break;
                case ProtoTag.Message4:
                    ProtoValues.ReadAttribute(ref link, context.PartAttributes, context);
                    break;
                default:
                    link.Skip(tag);
                    break;
            }
        }

        return new SpanLink(traceId, spanId, traceState, context.PartAttributes.Finish());
    }
}
