using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Coxswain.Testing.Otlp;

/// <summary>OTLP/JSON spelled as Claude Code spells it: times as strings, integers as numbers.</summary>
internal static class OtlpJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Encode(OtlpExport export)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            var logs = export.Signal == OtlpSignal.Logs;
            json.WriteStartObject();
            json.WriteStartArray(logs ? "resourceLogs" : "resourceMetrics");
            json.WriteStartObject();
            json.WriteStartObject("resource");
            WriteAttributes(json, export.Scope.Resource);
            json.WriteNumber("droppedAttributesCount", 0);
            json.WriteEndObject();
            json.WriteStartArray(logs ? "scopeLogs" : "scopeMetrics");
            WriteScope(json, export, logs);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteScope(Utf8JsonWriter json, OtlpExport export, bool logs)
    {
        json.WriteStartObject();
        json.WriteStartObject("scope");
        json.WriteString("name", export.Scope.Name);
        json.WriteString("version", export.Scope.Version);
        json.WriteEndObject();
        json.WriteStartArray(logs ? "logRecords" : "metrics");
        foreach (var log in export.Logs)
        {
            WriteLog(json, log);
        }

        foreach (var sum in export.Sums)
        {
            WriteSum(json, sum);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLog(Utf8JsonWriter json, OtlpLog log)
    {
        json.WriteStartObject();
        WriteTime(json, "timeUnixNano", log.TimeNs);
        WriteTime(json, "observedTimeUnixNano", log.TimeNs);
        json.WriteStartObject("body");
        json.WriteString("stringValue", log.Body);
        json.WriteEndObject();
        WriteAttributes(json, log.Attributes);
        json.WriteNumber("droppedAttributesCount", 0);
        json.WriteEndObject();
    }

    private static void WriteSum(Utf8JsonWriter json, OtlpSum sum)
    {
        json.WriteStartObject();
        json.WriteString("name", sum.Name);
        json.WriteString("description", sum.Description);
        json.WriteString("unit", sum.Unit);
        json.WriteStartObject("sum");
        json.WriteNumber("aggregationTemporality", 1);
        json.WriteBoolean("isMonotonic", true);
        json.WriteStartArray("dataPoints");
        foreach (var point in sum.Points)
        {
            json.WriteStartObject();
            WriteAttributes(json, point.Attributes);
            WriteTime(json, "startTimeUnixNano", point.StartNs);
            WriteTime(json, "timeUnixNano", point.TimeNs);
            json.WriteNumber("asDouble", point.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, IReadOnlyList<OtlpPair> attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var (key, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartObject("value");
            WriteValue(json, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, OtlpValue value)
    {
        switch (value)
        {
            case OtlpValue.Text text:
                json.WriteString("stringValue", text.Value);
                break;
            case OtlpValue.Whole whole:
                json.WriteNumber("intValue", whole.Value);
                break;
            case OtlpValue.Real real:
                json.WriteNumber("doubleValue", real.Value);
                break;
            case OtlpValue.Truth truth:
                json.WriteBoolean("boolValue", truth.Value);
                break;
            case OtlpValue.Texts texts:
                json.WriteStartObject("arrayValue");
                json.WriteStartArray("values");
                foreach (var item in texts.Values)
                {
                    json.WriteStartObject();
                    json.WriteString("stringValue", item);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
                break;
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long nanoseconds) =>
        json.WriteString(name, nanoseconds.ToString(CultureInfo.InvariantCulture));
}
