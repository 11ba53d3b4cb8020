using System.Text.Json;

namespace Coxswain.Testing.Traces.Transcripts;

/// <summary>The lines of one conversation: the main one, or one subagent's.</summary>
internal sealed class ConversationWriter(TraceSession session, TraceOptions options, TraceAgent? agent)
{
    private readonly List<string> _lines = [];
    private readonly LineIds _ids = new(session.SessionId, agent?.AgentId);
    private readonly RequestLines _requests = new(session, options, agent);
    private string? _parent;

    public IReadOnlyList<string> Write()
    {
        if (agent is not null)
        {
            WriteTask(agent);
        }

        foreach (var step in session.Steps.Where(step => step.Agent == agent))
        {
            Write(step);
        }

        if (agent is null)
        {
            WriteEnd();
        }

        return _lines;
    }

    private void Write(TraceStep step)
    {
        switch (step)
        {
            case TracePrompt prompt:
                WritePrompt(prompt);
                break;
            case TraceRequest { QuerySource: "generate_session_title" }:
                _lines.Add(JsonLine.Write(json =>
                {
                    json.WriteString("type", "ai-title");
                    json.WriteString("aiTitle", session.Title);
                    json.WriteString("sessionId", session.SessionId);
                }));
                break;
            case TraceRequest { IsInTranscript: true } request:
                WriteAnswer(request);
                break;
            case TraceToolCall tool:
                WriteResult(tool);
                break;
            case TraceFailure failure:
                WriteFailure(failure);
                break;
            case TraceCompaction compaction:
                WriteCompaction(compaction);
                break;
        }
    }

    private void WriteTask(TraceAgent task)
    {
        var first = session.Steps.OfType<TraceRequest>().First(request => request.Agent == task);
        Add(_ids.Next(), json =>
        {
            json.WriteBoolean("isSidechain", true);
            json.WriteString("promptId", first.PromptId);
            json.WriteString("agentId", task.AgentId);
            json.WriteString("type", "user");
            UserText(json, task.Prompt);
        }, first.At - first.Duration);
    }

    private void WritePrompt(TracePrompt prompt) => Add(prompt.MessageUuid, json =>
    {
        json.WriteBoolean("isSidechain", false);
        json.WriteString("promptId", prompt.PromptId);
        json.WriteString("type", "user");
        UserText(json, prompt.Text);
        json.WriteString("permissionMode", "default");
        json.WriteString("promptSource", options.Interactive ? "typed" : "sdk");
    }, prompt.At);

    private void WriteAnswer(TraceRequest request)
    {
        var call = _ids.Next();
        _lines.AddRange(_requests.Shape(request, call));
        if (request.Before is { } failed)
        {
            WriteTries(failed, failed.Attempts);
        }

        var blocks = AnswerBlocks.Of(request);
        for (var i = 0; i < blocks.Count; i++)
        {
            var last = i == blocks.Count - 1;
            var usage = last || !options.StreamedSnapshots ? request.Usage : request.Usage with { Output = Math.Min(request.Usage.Output, 1 + i), Thinking = 0 };
            Add(last ? request.MessageUuid : _ids.Next(), _requests.Answer(request, call, blocks[i], i, usage, last), request.At);
        }
    }

    private void WriteResult(TraceToolCall tool) => Add(tool.ResultUuid, json =>
    {
        json.WriteBoolean("isSidechain", agent is not null);
        json.WriteString("promptId", tool.PromptId);
        WriteAgentId(json);
        json.WriteString("type", "user");
        json.Object("message", message =>
        {
            message.WriteString("role", "user");
            message.WriteStartArray("content");
            message.WriteStartObject();
            message.WriteString("tool_use_id", tool.ToolUseId);
            message.WriteString("type", "tool_result");
            message.WriteString("content", tool.Result);
            if (!tool.Succeeded)
            {
                message.WriteBoolean("is_error", true);
            }

            message.WriteEndObject();
            message.WriteEndArray();
        });
        ToolResult.Write(json, tool);
        json.Object("permissionDecision", decision =>
        {
            decision.WriteString("decision", "accept");
            decision.WriteString("source", "config");
            decision.WriteString("reasonType", "rule");
            decision.WriteString("ruleSource", "cliArg");
        });
    }, tool.At);

    private void WriteFailure(TraceFailure failure)
    {
        WriteTries(failure, failure.Attempts - 1);
        Add(failure.MessageUuid, FailureLines.Final(failure, _ids.Next()), failure.At);
    }

    private void WriteTries(TraceFailure failure, int tries)
    {
        for (var attempt = 1; attempt <= tries; attempt++)
        {
            Add(_ids.Next(), FailureLines.Attempt(failure, attempt), failure.TryAt(attempt));
        }
    }

    private void WriteCompaction(TraceCompaction compaction)
    {
        var before = _parent;
        _parent = null;
        Add(compaction.BoundaryUuid, json =>
        {
            if (before is not null)
            {
                json.WriteString("logicalParentUuid", before);
            }

            json.WriteBoolean("isSidechain", false);
            json.WriteString("type", "system");
            json.WriteString("subtype", "compact_boundary");
            json.WriteString("content", "Conversation compacted");
            json.WriteBoolean("isMeta", false);
            json.WriteString("level", "info");
            json.Object("compactMetadata", metadata =>
            {
                metadata.WriteString("trigger", compaction.Trigger);
                metadata.WriteNumber("preTokens", compaction.TokensBefore);
                metadata.WriteNumber("postTokens", compaction.TokensAfter);
                metadata.WriteNumber("durationMs", (long)compaction.Duration.TotalMilliseconds);
            });
        }, compaction.At);
        Add(_ids.Next(), json =>
        {
            json.WriteBoolean("isSidechain", false);
            json.WriteString("promptId", compaction.PromptId);
            json.WriteString("type", "user");
            UserText(json, "This session is being continued from a previous conversation that ran out of context.");
            json.WriteBoolean("isVisibleInTranscriptOnly", true);
            json.WriteBoolean("isCompactSummary", true);
        }, compaction.At);
    }

    private void WriteEnd()
    {
        var prompt = session.Steps.OfType<TracePrompt>().Last();
        _lines.Add(JsonLine.Write(json =>
        {
            json.WriteString("type", "last-prompt");
            json.WriteString("lastPrompt", prompt.Text);
            json.WriteString("leafUuid", _parent);
            json.WriteString("sessionId", session.SessionId);
        }));
        _lines.Add(CostState.Render(session));
    }

    private void Add(string uuid, Action<Utf8JsonWriter> properties, DateTimeOffset at)
    {
        _lines.Add(JsonLine.Write(json =>
        {
            json.WriteString("parentUuid", _parent);
            properties(json);
            json.WriteString("uuid", uuid);
            json.WriteString("timestamp", JsonLine.Time(at));
            json.WriteString("userType", "external");
            json.WriteString("entrypoint", options.Interactive ? "cli" : "sdk-cli");
            json.WriteString("cwd", session.Project.Folder);
            json.WriteString("sessionId", session.SessionId);
            json.WriteString("version", options.ClientVersion);
            json.WriteString("gitBranch", session.Branch);
        }));
        _parent = uuid;
    }

    private void WriteAgentId(Utf8JsonWriter json)
    {
        if (agent is not null)
        {
            json.WriteString("agentId", agent.AgentId);
        }
    }

    private static void UserText(Utf8JsonWriter json, string text) => json.Object("message", message =>
    {
        message.WriteString("role", "user");
        message.WriteString("content", text);
    });
}
