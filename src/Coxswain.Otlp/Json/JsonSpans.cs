using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Json;

internal static class JsonSpans
{
    private static readonly string[] Kinds = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"];
    private static readonly string[] Statuses = ["UNSET", "OK", "ERROR"];

    public static void Read(ref JsonCursor span, TelemetryOrigin origin, DecodeContext context)
    {
        context.StartRecord();
        context.RecordAttributes.Start();
        var draft = new SpanDraft();
        while (span.NextField())
        {
            ReadField(ref span, draft, context);
        }

        draft.Finish(origin, context);
    }

    private static void ReadField(ref JsonCursor span, SpanDraft draft, DecodeContext context)
    {
        if (span.Is("attributes"u8))
        {
            JsonValues.Attributes(ref span, context.RecordAttributes, context);
        }
        else if (span.Is("name"u8))
        {
            draft.Name = JsonValues.Text(ref span, context);
        }
        else if (span.Is("kind"u8))
        {
            draft.Kind = JsonNumbers.Enumeration(ref span, context, "SPAN_KIND_", Kinds);
        }
        else if (span.Is("startTimeUnixNano"u8))
        {
            draft.StartNs = context.CheckTime(JsonNumbers.Unsigned(ref span, context, "its start time"), "its start time");
        }
        else if (span.Is("endTimeUnixNano"u8))
        {
            draft.EndNs = context.CheckTime(JsonNumbers.Unsigned(ref span, context, "its end time"), "its end time");
        }
        else if (span.Is("events"u8))
        {
            ReadEvents(ref span, draft, context);
        }
        else if (span.Is("links"u8))
        {
            ReadLinks(ref span, draft, context);
        }
        else if (span.Is("status"u8))
        {
            ReadStatus(ref span, draft, context);
        }
        else
        {
            ReadIds(ref span, draft, context);
        }
    }

    private static void ReadIds(ref JsonCursor span, SpanDraft draft, DecodeContext context)
    {
        if (span.Is("traceId"u8))
        {
            draft.TraceId = JsonValues.Id(ref span, context, 16);
        }
        else if (span.Is("spanId"u8))
        {
            draft.SpanId = JsonValues.Id(ref span, context, 8);
        }
        else if (span.Is("parentSpanId"u8))
        {
            draft.ParentSpanId = JsonValues.Id(ref span, context, 8);
        }
        else if (span.Is("traceState"u8))
        {
            draft.TraceState = JsonValues.Text(ref span, context);
        }
        else
        {
            span.Skip();
        }
    }

    private static void ReadStatus(ref JsonCursor status, SpanDraft draft, DecodeContext context)
    {
        if (!status.BeginObject())
        {
            return;
        }

        while (status.NextField())
        {
            if (status.Is("message"u8))
            {
                draft.StatusMessage = JsonValues.Text(ref status, context);
            }
            else if (status.Is("code"u8))
            {
                draft.StatusCode = JsonNumbers.Enumeration(ref status, context, "STATUS_CODE_", Statuses);
            }
            else
            {
                status.Skip();
            }
        }
    }

    private static void ReadEvents(ref JsonCursor events, SpanDraft draft, DecodeContext context)
    {
        if (!events.BeginArray())
        {
            return;
        }

        while (events.NextItem())
        {
            if (events.BeginObject())
            {
                draft.Events.Add(ReadEvent(ref events, context));
            }
        }
    }

    private static SpanEvent ReadEvent(ref JsonCursor one, DecodeContext context)
    {
        context.Budget.Spend(64);
        context.PartAttributes.Start();
        long time = 0;
        var name = "";
        while (one.NextField())
        {
            if (one.Is("timeUnixNano"u8))
            {
                time = context.CheckTime(JsonNumbers.Unsigned(ref one, context, "an event's time"), "an event's time");
            }
            else if (one.Is("name"u8))
            {
                name = JsonValues.Text(ref one, context);
            }
            else if (one.Is("attributes"u8))
            {
                JsonValues.Attributes(ref one, context.PartAttributes, context);
            }
            else
            {
                one.Skip();
            }
        }

        return new SpanEvent(time, name, context.PartAttributes.Finish());
    }

    private static void ReadLinks(ref JsonCursor links, SpanDraft draft, DecodeContext context)
    {
        if (!links.BeginArray())
        {
            return;
        }

        while (links.NextItem())
        {
            if (links.BeginObject())
            {
                draft.Links.Add(ReadLink(ref links, context));
            }
        }
    }

    private static SpanLink ReadLink(ref JsonCursor link, DecodeContext context)
    {
        context.Budget.Spend(64);
        context.PartAttributes.Start();
        string traceId = "", spanId = "", traceState = "";
        while (link.NextField())
        {
            if (link.Is("traceId"u8))
            {
                traceId = JsonValues.Id(ref link, context, 16);
            }
            else if (link.Is("spanId"u8))
            {
                spanId = JsonValues.Id(ref link, context, 8);
            }
            else if (link.Is("traceState"u8))
            {
                traceState = JsonValues.Text(ref link, context);
            }
            else if (link.Is("attributes"u8))
            {
                JsonValues.Attributes(ref link, context.PartAttributes, context);
            }
            else
            {
                link.Skip();
            }
        }

        return new SpanLink(traceId, spanId, traceState, context.PartAttributes.Finish());
    }
}
