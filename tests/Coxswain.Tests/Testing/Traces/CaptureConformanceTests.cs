using System.Text.Json;
using Coxswain.Testing;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;
using Coxswain.Testing.Traces.Transcripts;

namespace Coxswain.Tests.Testing.Traces;

/// <summary>The generator's shape is the real client's: names, order and types of what it sends, and the places and types of what it writes.</summary>
public sealed class CaptureConformanceTests
{
    // What no capture holds. The compaction event's attributes were read in the client's own code.
    private static readonly HashSet<string> NotCaptured = ["compaction"];

    private static readonly Trace Trace = TraceGenerator.Generate(new TraceOptions { Interactive = false });

    private static readonly List<OtlpExport> Exports = [.. TelemetryRendering.Render(Trace)];

    private static readonly HashSet<string> LogMessages =
        ["/1", "/1/1", "/1/1/1", "/1/1/1/2", "/1/2", "/1/2/1", "/1/2/2", "/1/2/2/5", "/1/2/2/6", "/1/2/2/6/2", "/1/2/2/6/2/5"];

    private static readonly HashSet<string> MetricMessages =
        ["/1", "/1/1", "/1/1/1", "/1/1/1/2", "/1/2", "/1/2/1", "/1/2/2", "/1/2/2/7", "/1/2/2/7/1", "/1/2/2/7/1/7", "/1/2/2/7/1/7/2"];

    [Fact]
    public void Every_event_has_the_attributes_order_and_types_of_a_captured_one()
    {
        var captured = Captures.Bodies("logs", "json").Select(File.ReadAllBytes).SelectMany(Records).Select(Signature).ToHashSet();
        var generated = Exports.Where(export => export.Signal == OtlpSignal.Logs).SelectMany(export => Records(export.ToJson()))
            .Select(Signature).Where(signature => !NotCaptured.Contains(signature.Split('(')[0])).ToHashSet();

        Assert.Empty(generated.Except(captured));
        Assert.True(generated.Count >= 12, "the trace leaves out events: " + string.Join('\n', generated));
    }

    [Fact]
    public void Every_metric_has_the_text_and_point_shape_of_a_captured_one()
    {
        var captured = Captures.Bodies("metrics", "json").Select(File.ReadAllBytes).SelectMany(Metrics).ToHashSet();
        var generated = Exports.Where(export => export.Signal == OtlpSignal.Metrics).SelectMany(export => Metrics(export.ToJson())).ToHashSet();

        Assert.Empty(generated.Except(captured));
        Assert.Equal(6, generated.Select(signature => signature.Split('|')[0]).Distinct().Count());
    }

    [Theory]
    [InlineData(OtlpSignal.Logs, "logs")]
    [InlineData(OtlpSignal.Metrics, "metrics")]
    public void Protobuf_bodies_use_the_places_the_client_uses(OtlpSignal signal, string name)
    {
        var messages = signal == OtlpSignal.Logs ? LogMessages : MetricMessages;
        var captured = Captures.Bodies(name, "pb").SelectMany(path => ProtobufPaths.Of(File.ReadAllBytes(path), messages)).ToHashSet();
        var generated = Exports.Where(export => export.Signal == signal).SelectMany(export => ProtobufPaths.Of(export.ToProtobuf(), messages)).ToHashSet();

        Assert.Empty(generated.Except(captured));
    }

    [Fact]
    public void Transcript_lines_use_the_places_and_types_the_client_uses()
    {
        var captured = Captures.Transcripts().SelectMany(File.ReadLines).SelectMany(Places).ToHashSet();
        var types = captured.Select(place => place.Split(' ')[0]).ToHashSet();
        var generated = TranscriptRendering.Render(Trace).Where(file => file.Path.EndsWith(".jsonl", StringComparison.Ordinal))
            .SelectMany(file => file.Lines).SelectMany(Places).Where(place => types.Contains(place.Split(' ')[0])).ToHashSet();

        Assert.Empty(generated.Except(captured).Where(place => !IsKnownExtra(place)).Order());
    }

    // A finished foreground subagent's result, thinking blocks and summaries are in no capture.
    private static bool IsKnownExtra(string place) =>
        place.Contains("toolUseResult.", StringComparison.Ordinal) || place.Contains(".thinking", StringComparison.Ordinal)
        || place.Contains(".signature", StringComparison.Ordinal) || place.Contains("isCompactSummary", StringComparison.Ordinal)
        || place.Contains("isVisibleInTranscriptOnly", StringComparison.Ordinal) || place.Contains("message.content[].input.", StringComparison.Ordinal)
        || place.Contains("stop_reason:Null", StringComparison.Ordinal) || place.Contains("modelUsage.", StringComparison.Ordinal);

    private static IEnumerable<JsonElement> Records(byte[] body) =>
        JsonDocument.Parse(body).RootElement.GetProperty("resourceLogs").EnumerateArray()
            .SelectMany(resource => resource.GetProperty("scopeLogs").EnumerateArray())
            .SelectMany(scope => scope.GetProperty("logRecords").EnumerateArray());

    private static string Signature(JsonElement record)
    {
        var attributes = record.GetProperty("attributes").EnumerateArray().Select(Pair).ToList();
        var name = record.GetProperty("body").GetProperty("stringValue").GetString()!.Replace("claude_code.", "", StringComparison.Ordinal);
        return name + "(" + string.Join(',', attributes) + ") " + string.Join(',', record.EnumerateObject().Select(p => p.Name + ":" + p.Value.ValueKind));
    }

    private static IEnumerable<string> Metrics(byte[] body) =>
        from resource in JsonDocument.Parse(body).RootElement.GetProperty("resourceMetrics").EnumerateArray()
        from scope in resource.GetProperty("scopeMetrics").EnumerateArray()
        from metric in scope.GetProperty("metrics").EnumerateArray()
        from point in metric.GetProperty("sum").GetProperty("dataPoints").EnumerateArray()
        select metric.GetProperty("name") + "|" + metric.GetProperty("description") + "|" + metric.GetProperty("unit") + "|"
            + metric.GetProperty("sum").GetProperty("aggregationTemporality") + "|" + metric.GetProperty("sum").GetProperty("isMonotonic") + "|"
            + string.Join(',', point.GetProperty("attributes").EnumerateArray().Select(Pair)) + "|" + string.Join(',', point.EnumerateObject().Select(p => p.Name + ":" + p.Value.ValueKind));

    private static string Pair(JsonElement pair)
    {
        var value = pair.GetProperty("value").EnumerateObject().Single();
        return pair.GetProperty("key").GetString() + ":" + value.Name + ":" + Kind(value.Value);
    }

    private static string Kind(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : value.ValueKind.ToString();

    private static IEnumerable<string> Places(string line)
    {
        var root = JsonDocument.Parse(line).RootElement;
        var subtype = root.TryGetProperty("subtype", out var found) ? "/" + found.GetString() : "";
        var type = root.GetProperty("type").GetString() + subtype;
        return Places(root, "").Select(place => type + " " + place);
    }

    private static IEnumerable<string> Places(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Places(property.Value, path + "." + property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Places(item, path + "[]")),
        _ => [path + ":" + Kind(element)],
    };
}
