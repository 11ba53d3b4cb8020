using System.Text.Json;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Traces;
using Coxswain.Testing.Traces.Telemetry;
using Coxswain.Testing.Traces.Transcripts;

namespace Coxswain.Tests.Testing.Traces;

/// <summary>The telemetry and the transcripts of one trace tell the same history.</summary>
public sealed class TraceAgreementTests
{
    private static readonly Trace Trace = TraceGenerator.Generate(new TraceOptions { CutStreams = 2, SwitchedAnswers = 2, WebSearches = 2 });

    private static readonly List<JsonElement> Events =
        [.. TelemetryRendering.Render(Trace).Where(export => export.Signal == OtlpSignal.Logs).SelectMany(Records)];

    private static readonly List<JsonElement> Lines =
        [.. TranscriptRendering.Render(Trace).Where(file => file.Path.EndsWith(".jsonl", StringComparison.Ordinal)).SelectMany(file => file.Lines).Select(line => JsonDocument.Parse(line).RootElement)];

    [Fact]
    public void Every_request_is_one_event_with_its_tokens_and_reported_cost()
    {
        var events = Named("api_request").ToDictionary(e => Text(e, "request_id"));

        Assert.Equal(Trace.Requests.Count(), events.Count);
        Assert.All(Trace.Requests, request =>
        {
            var e = events[request.RequestId];
            Assert.Equal(request.Usage.Prompt, Whole(e, "input_tokens") + Whole(e, "cache_read_tokens") + Whole(e, "cache_creation_tokens"));
            Assert.Equal(request.Usage.Output, Whole(e, "output_tokens"));
            Assert.Equal((double)request.ReportedCostUsd, Attribute(e, "cost_usd").GetProperty("doubleValue").GetDouble(), 1e-12);
            Assert.Equal(request.Model, Text(e, "model"));
        });
    }

    [Fact]
    public void Every_answer_in_a_transcript_is_a_request_of_the_telemetry()
    {
        var answers = Lines.Where(IsAnswer).ToLookup(line => line.GetProperty("requestId").GetString()!);
        var expected = Trace.Requests.Where(request => request.IsInTranscript).ToList();

        Assert.Equal(expected.Select(request => request.RequestId).Order(), answers.Select(group => group.Key).Order());
        Assert.All(expected, request =>
        {
            var last = answers[request.RequestId].Last();
            Assert.Equal(request.MessageUuid, last.GetProperty("uuid").GetString());
            Assert.Equal(request.MessageId, last.GetProperty("message").GetProperty("id").GetString());
            Assert.Equal(request.Usage.Output, last.GetProperty("message").GetProperty("usage").GetProperty("output_tokens").GetInt64());
            Assert.Equal(request.Agent?.AgentId, last.TryGetProperty("agentId", out var agent) ? agent.GetString() : null);
        });
    }

    [Fact]
    public void Prompts_and_tools_carry_the_same_ids_in_both()
    {
        var prompts = Lines.Where(line => IsType(line, "user")).Select(line => line.GetProperty("uuid").GetString()).ToHashSet();
        Assert.All(Named("user_prompt"), e => Assert.Contains(Text(e, "message.uuid"), prompts));

        var results = Lines.Where(line => IsType(line, "user") && line.GetProperty("message").GetProperty("content").ValueKind == JsonValueKind.Array)
            .Select(line => line.GetProperty("message").GetProperty("content")[0].GetProperty("tool_use_id").GetString());
        Assert.Equal(Named("tool_result").Select(e => Text(e, "tool_use_id")).Order(), results.Order());
    }

    [Fact]
    public void Totals_of_metrics_events_and_cost_lines_are_the_sessions_reported_cost() => Assert.All(Trace.Sessions, session =>
    {
        var events = Named("api_request").Where(e => Text(e, "session.id") == session.SessionId)
            .Sum(e => Attribute(e, "cost_usd").GetProperty("doubleValue").GetDouble());
        var metrics = TelemetryRendering.Render(session, Trace.Options).SelectMany(export => export.Sums)
            .Where(sum => sum.Name == "claude_code.cost.usage").SelectMany(sum => sum.Points).Sum(point => point.Value);
        var line = Lines.Single(line => IsType(line, "cost-state") && line.GetProperty("sessionId").GetString() == session.SessionId);

        Assert.Equal((double)session.ReportedCostUsd, events, 1e-9);
        Assert.Equal((double)session.ReportedCostUsd, metrics, 1e-9);
        Assert.Equal((double)session.ReportedCostUsd, line.GetProperty("totalCostUSD").GetDouble(), 1e-9);
    });

    [Fact]
    public void Event_sequence_counts_up_in_time_within_a_session()
    {
        foreach (var session in Events.GroupBy(e => Text(e, "session.id")))
        {
            var ordered = session.OrderBy(e => Whole(e, "event.sequence")).ToList();
            Assert.Equal(Enumerable.Range(0, ordered.Count).Select(i => (long)i), ordered.Select(e => Whole(e, "event.sequence")));
            Assert.Equal(ordered.Select(e => Text(e, "event.timestamp")).Order(StringComparer.Ordinal), ordered.Select(e => Text(e, "event.timestamp")));
        }
    }

    private static IEnumerable<JsonElement> Named(string name) => Events.Where(e => Text(e, "event.name") == name);

    private static IEnumerable<JsonElement> Records(OtlpExport export) =>
        JsonDocument.Parse(export.ToJson()).RootElement.GetProperty("resourceLogs")[0].GetProperty("scopeLogs")[0].GetProperty("logRecords").EnumerateArray();

    private static JsonElement Attribute(JsonElement record, string key) =>
        record.GetProperty("attributes").EnumerateArray().Single(pair => pair.GetProperty("key").ValueEquals(key)).GetProperty("value");

    private static string Text(JsonElement record, string key) => Attribute(record, key).GetProperty("stringValue").GetString()!;

    private static long Whole(JsonElement record, string key) => Attribute(record, key).GetProperty("intValue").GetInt64();

    private static bool IsType(JsonElement line, string type) => line.GetProperty("type").ValueEquals(type);

    private static bool IsAnswer(JsonElement line) => IsType(line, "assistant") && !line.TryGetProperty("isApiErrorMessage", out _);
}
