using System.Globalization;
using System.Text;
using Coxswain.Testing.Otlp;

namespace Coxswain.Testing.Traces.Telemetry;

/// <summary>One session's events with the client's names, order and types. Numbers of older events stay strings, as the client sends them.</summary>
internal sealed class EventWriter(TraceSession session, TraceOptions options)
{
    private const string Redacted = "<REDACTED>";

    private readonly List<Event> _events = [];

    public IReadOnlyList<OtlpLog> Write()
    {
        WriteStart();
        foreach (var step in session.Steps)
        {
            Write(step);
        }

        return [.. _events.OrderBy(happened => happened.At).Select(Render)];
    }

    private void Write(TraceStep step)
    {
        switch (step)
        {
            case TracePrompt prompt:
                WritePrompt(prompt);
                break;
            case TraceRequest request:
                WriteRequest(request);
                break;
            case TraceToolCall tool:
                WriteTool(tool);
                break;
            case TraceFailure failure:
                WriteFailure(failure);
                break;
            case TraceCompaction compaction:
                WriteCompaction(compaction);
                break;
            case TraceSubagentEnd end:
                WriteSubagent(end);
                break;
        }
    }

    private void WriteStart()
    {
        Add("managed_settings_resolved", session.Start, promptId: null,
            new("managed_settings.trigger", "startup"),
            new("managed_settings.sources", new OtlpValue.Texts([])),
            new("managed_settings.source_behavior", "first-wins"),
            new("managed_settings.helper.state", "none"),
            new("managed_settings.helper.applied", "none"));
        WritePlugin("cc-plugin-agents-md", "da63145d0acbb62d");
        WritePlugin("cc-plugin-privacy", "a2f27f067781660d");
    }

    private void WritePlugin(string name, string hash) => Add("plugin_loaded", session.Start, promptId: null,
        new("plugin.name", name), new("marketplace.name", "builtin"), new("plugin.scope", "default-bundle"),
        new("enabled_via", "default-enable"), new("plugin_id_hash", hash), new("has_hooks", true), new("has_mcp", false),
        new("host_owned_mcp", false), new("skill_path_count", 0), new("command_path_count", 0), new("agent_path_count", 0), new("safe_mode", "false"));

    private void WritePrompt(TracePrompt prompt) => Add("user_prompt", prompt.At, prompt.PromptId,
        new("prompt_length", Number(prompt.Text.Length)), new("prompt", Redacted), new("prompt_text", Redacted), new("message.uuid", prompt.MessageUuid));

    private void WriteRequest(TraceRequest request)
    {
        var usage = request.Usage;
        var reported = (double)request.ReportedCostUsd;
        List<OtlpPair> attributes =
        [
            new("model", request.Model),
            new("input_tokens", usage.Input),
            new("output_tokens", usage.Output),
            new("cache_read_tokens", usage.CacheRead),
            new("cache_creation_tokens", usage.CacheWrite),
            new("cache_creation_5m_tokens", usage.CacheWrite5m),
            new("cache_creation_1h_tokens", usage.CacheWrite1h),
            new("cost_usd", reported),
            new("cost_usd_micros", (long)Math.Round(reported * 1e6)),
            new("duration_ms", StandardAttributes.Milliseconds(request.Duration)),
            new("ttft_ms", StandardAttributes.Milliseconds(request.FirstToken)),
            new("request_id", request.RequestId),
            new("speed", "normal"),
            new("query_source", request.QuerySource),
            new("effort", request.Effort),
        ];
        if (request.Agent is { } agent)
        {
            attributes.AddRange([new("agent.name", agent.Name), new("agent_id", agent.AgentId)]);
        }

        Add("api_request", request.At, request.PromptId, [.. attributes]);
        if (request.Text is { } text)
        {
            WriteAnswer(request, text);
        }
    }

    private void WriteAnswer(TraceRequest request, string text)
    {
        List<OtlpPair> attributes =
        [
            new("response_length", text.Length),
            new("response", Redacted),
            new("request_id", request.RequestId),
            new("message.uuid", request.MessageUuid),
            new("model", request.Model),
            new("query_source", request.QuerySource),
        ];
        if (request.Agent is { } agent)
        {
            attributes.Add(new("agent_id", agent.AgentId));
        }

        Add("assistant_response", request.At, request.PromptId, [.. attributes]);
    }

    private void WriteTool(TraceToolCall tool)
    {
        OtlpPair[] parameters = options.ToolDetails && tool.Input.Parameters is { } text ? [new("tool_parameters", text)] : [];
        Add("tool_decision", tool.At - tool.Duration, tool.PromptId,
        [
            new("decision", "accept"), new("source", "config"), new("tool_name", tool.Name), new("tool_use_id", tool.ToolUseId), new("tool_source", "builtin"),
            .. parameters,
            new("permission_mode", "default"), new("request_id", tool.RequestId),
        ]);
        OtlpPair[] error = tool.ErrorType is { } type ? [new("error_type", type)] : [];
        OtlpPair[] message = options.ToolDetails && !tool.Succeeded ? [new("error", tool.Result)] : [];
        OtlpPair[] input = options.ToolDetails ? [new("tool_input", tool.Input.Json)] : [];
        OtlpPair[] size = tool.Succeeded ? [new("tool_result_size_bytes", Number(Encoding.UTF8.GetByteCount(tool.Result)))] : [];
        Add("tool_result", tool.At, tool.PromptId,
        [
            new("tool_name", tool.Name), new("tool_use_id", tool.ToolUseId), new("success", tool.Succeeded ? "true" : "false"),
            new("duration_ms", Number(StandardAttributes.Milliseconds(tool.Duration))),
            .. error, .. message, .. parameters, .. input,
            new("tool_input_size_bytes", Number(Encoding.UTF8.GetByteCount(tool.Input.Json))),
            .. size,
            new("request_id", tool.RequestId),
        ]);
    }

    private void WriteFailure(TraceFailure failure)
    {
        Add("api_error", failure.At, failure.PromptId,
            new("model", failure.Model), new("error", failure.Message), new("status_code", failure.StatusCode),
            new("duration_ms", StandardAttributes.Milliseconds(failure.LastAttempt)), new("attempt", failure.Attempts), new("request_id", failure.RequestId),
            new("speed", "normal"), new("query_source", failure.QuerySource), new("effort", failure.Effort));
        Add("api_retries_exhausted", failure.At, failure.PromptId,
            new("model", failure.Model), new("error", failure.Message), new("status_code", failure.StatusCode),
            new("total_attempts", failure.Attempts), new("total_retry_duration_ms", StandardAttributes.Milliseconds(failure.Retrying)),
            new("speed", "normal"), new("query_source", failure.QuerySource), new("effort", failure.Effort));
    }

    private void WriteCompaction(TraceCompaction compaction) => Add("compaction", compaction.At, compaction.PromptId,
        new("trigger", compaction.Trigger), new("success", "true"), new("duration_ms", Number(StandardAttributes.Milliseconds(compaction.Duration))),
        new("pre_tokens", Number(compaction.TokensBefore)), new("post_tokens", Number(compaction.TokensAfter)));

    private void WriteSubagent(TraceSubagentEnd end) => Add("subagent_completed", end.At, end.PromptId,
        new("agent_type", end.Agent!.Name), new("agent.source", "built-in"), new("is_built_in", true), new("is_async", false),
        new("total_tokens", end.TotalTokens), new("total_tool_uses", end.ToolCalls), new("duration_ms", StandardAttributes.Milliseconds(end.Duration)),
        new("model", end.Agent.Model), new("final_model", end.Agent.Model), new("model_swapped", false), new("agent_id", end.Agent.AgentId));

    private void Add(string name, DateTimeOffset at, string? promptId, params OtlpPair[] own) => _events.Add(new(name, at, promptId, own));

    private OtlpLog Render(Event happened, int sequence)
    {
        var attributes = StandardAttributes.Of(session, options);
        attributes.Add(new("event.name", happened.Name));
        attributes.Add(new("event.timestamp", happened.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
        attributes.Add(new("event.sequence", sequence));
        if (happened.PromptId is { } promptId)
        {
            attributes.Add(new("prompt.id", promptId));
        }

        attributes.AddRange(happened.Own);
        return new OtlpLog(StandardAttributes.Nanoseconds(happened.At), "claude_code." + happened.Name, attributes);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Event(string Name, DateTimeOffset At, string? PromptId, OtlpPair[] Own);
}
