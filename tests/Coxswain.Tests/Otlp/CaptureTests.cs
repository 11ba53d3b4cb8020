using Coxswain.Core.Telemetry;
using Coxswain.Otlp;
using Coxswain.Testing;
using Coxswain.Tests.Otlp.Encoders;

namespace Coxswain.Tests.Otlp;

public sealed class CaptureTests
{
    public static TheoryData<string> Bodies => [.. Paths("logs", "json"), .. Paths("logs", "pb"), .. Paths("metrics", "json"), .. Paths("metrics", "pb")];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Captured_request_decodes_to_the_same_records_from_either_encoding(string path)
    {
        var batch = Decode(path).Batch;

        Assert.True(batch.RecordCount > 0);
        if (batch.Logs.Count > 0)
        {
            Records.AssertSame(batch, Decoding.Protobuf(OtlpSignal.Logs, RecordProtobuf.Logs(batch.Logs)).Batch);
            Records.AssertSame(batch, Decoding.Json(OtlpSignal.Logs, RecordJson.Logs(batch.Logs)).Batch);
        }
        else
        {
            Records.AssertSame(batch, Decoding.Protobuf(OtlpSignal.Metrics, RecordProtobuf.Metrics(batch.Metrics)).Batch);
            Records.AssertSame(batch, Decoding.Json(OtlpSignal.Metrics, RecordJson.Metrics(batch.Metrics)).Batch);
        }
    }

    [Fact]
    public void The_same_work_sent_in_both_encodings_gives_the_same_events_with_the_same_attributes()
    {
        var json = Decode("tools-json/0007-v1-logs.json").Batch.Logs;
        var protobuf = Decode("tools-protobuf/0007-v1-logs.pb").Batch.Logs;

        Assert.Equal(59, json.Count);
        Assert.Equal(json.Select(Shape).Order(StringComparer.Ordinal), protobuf.Select(Shape).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Api_request_of_the_real_client_keeps_every_figure()
    {
        var request = Decode("tools-protobuf/0007-v1-logs.pb").Batch.Logs
            .First(static log => log.Body == "claude_code.api_request");
        var attributes = request.Attributes.ToDictionary(static one => one.Key, static one => one.Value);

        Assert.Equal("claude-code", request.Origin.ServiceName);
        Assert.Equal("com.anthropic.claude_code.events", request.Origin.ScopeName);
        Assert.Equal("2.1.330", request.Origin.ScopeVersion);
        Assert.Equal("", request.EventName);
        Assert.Equal("api_request", attributes["event.name"]);
        Assert.StartsWith("req_", attributes["request_id"], StringComparison.Ordinal);
        Assert.True(double.Parse(attributes["cost_usd"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal(attributes["event.timestamp"], DateTimeOffset.FromUnixTimeMilliseconds(request.TimestampNs / 1_000_000)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Client_metrics_are_delta_sums()
    {
        var points = Decode("subagent/0007-v1-metrics.json").Batch.Metrics;

        Assert.All(points, static point =>
        {
            var sum = Assert.IsType<SumPoint>(point);
            Assert.Equal(1, sum.AggregationTemporality);
            Assert.True(sum.IsMonotonic);
        });
        Assert.Contains(points, static point => point.MetricName == "claude_code.cost.usage");
    }

    private static IEnumerable<string> Paths(string signal, string extension) =>
        Captures.Bodies(signal, extension).Select(static path => Path.GetRelativePath(Captures.Folder, path));

    private static string Shape(LogRecord log) =>
        log.Body + ":" + string.Join(',', log.Attributes.Select(static one => one.Key));

    private static DecodedExport Decode(string path)
    {
        var signal = path.Contains("-v1-logs.", StringComparison.Ordinal) ? OtlpSignal.Logs : OtlpSignal.Metrics;
        var body = File.ReadAllBytes(Path.Combine(Captures.Folder, path));
        return path.EndsWith(".pb", StringComparison.Ordinal) ? Decoding.Protobuf(signal, body) : Decoding.Json(signal, body);
    }
}
