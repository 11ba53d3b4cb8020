using System.Text.Json;
using Coxswain.Core.Telemetry;
using Coxswain.Otlp.Values;

namespace Coxswain.Otlp.Json;

/// <summary>
/// Walks the envelope all three signals share. Fields may come in any order, so each level is walked twice: first for what its records
/// share, then for the records.
/// </summary>
internal static class JsonExport
{
    // Each level of an attribute's value takes up to four levels of JSON; the envelope takes the rest.
    private const int EnvelopeDepth = 24;
    private const int DepthPerValue = 4;

    private delegate void RecordReader(ref JsonCursor record, TelemetryOrigin origin, DecodeContext context);

    public static void Read(OtlpSignal signal, ReadOnlySpan<byte> body, DecodeContext context)
    {
        try
        {
            var text = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
            var cursor = new JsonCursor(text, EnvelopeDepth + (DepthPerValue * context.Limits.MaxNesting));
            ReadRequest(ref cursor, signal, context);
            cursor.ExpectEnd();
        }
        catch (JsonException failure)
        {
            throw new OtlpDecodeException(
                OtlpDecodeFailure.Malformed,
                $"invalid or too deeply nested JSON at line {failure.LineNumber + 1}, byte {failure.BytePositionInLine}");
        }
    }

    private static void ReadRequest(ref JsonCursor cursor, OtlpSignal signal, DecodeContext context)
    {
        if (!cursor.BeginObject())
        {
            throw cursor.Expected("an object");
        }

        while (cursor.NextField())
        {
            switch (signal)
            {
                case OtlpSignal.Logs when cursor.Is("resourceLogs"u8):
                    ReadResourceGroups(ref cursor, "scopeLogs"u8, "logRecords"u8, JsonLogs.Read, context);
                    break;
                case OtlpSignal.Metrics when cursor.Is("resourceMetrics"u8):
                    ReadResourceGroups(ref cursor, "scopeMetrics"u8, "metrics"u8, JsonMetrics.Read, context);
                    break;
                case OtlpSignal.Traces when cursor.Is("resourceSpans"u8):
                    ReadResourceGroups(ref cursor, "scopeSpans"u8, "spans"u8, JsonSpans.Read, context);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }
    }

    private static void ReadResourceGroups(
        ref JsonCursor cursor, ReadOnlySpan<byte> scopesName, ReadOnlySpan<byte> recordsName, RecordReader read, DecodeContext context)
    {
        if (!cursor.BeginArray())
        {
            return;
        }

        while (cursor.NextItem())
        {
            if (!cursor.BeginObject())
            {
                continue;
            }

            var resource = JsonOrigins.Resource(cursor, context);
            while (cursor.NextField())
            {
                if (cursor.Is(scopesName))
                {
                    ReadScopeGroups(ref cursor, resource, recordsName, read, context);
                }
                else
                {
                    cursor.Skip();
                }
            }
        }
    }

    private static void ReadScopeGroups(
        ref JsonCursor cursor, TelemetryOrigin resource, ReadOnlySpan<byte> recordsName, RecordReader read, DecodeContext context)
    {
        if (!cursor.BeginArray())
        {
            return;
        }

        while (cursor.NextItem())
        {
            if (!cursor.BeginObject())
            {
                continue;
            }

            var origin = JsonOrigins.Scope(cursor, resource, context);
            while (cursor.NextField())
            {
                if (cursor.Is(recordsName))
                {
                    ReadRecords(ref cursor, origin, read, context);
                }
                else
                {
                    cursor.Skip();
                }
            }
        }
    }

    private static void ReadRecords(ref JsonCursor cursor, TelemetryOrigin origin, RecordReader read, DecodeContext context)
    {
        if (!cursor.BeginArray())
        {
            return;
        }

        while (cursor.NextItem())
        {
            if (cursor.BeginObject())
            {
                read(ref cursor, origin, context);
            }
        }
    }
}
