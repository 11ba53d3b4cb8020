namespace Coxswain.Testing.Traces.Drafting;

/// <summary>Turns a finished draft into the session's steps, in the order they happened.</summary>
internal sealed class TraceBuilder(TraceOptions options)
{
    private const string Effort = "medium";

    public TraceSession Build(SessionDraft session) => new()
    {
        SessionId = session.SessionId,
        UserId = session.UserId,
        Project = session.Project,
        Branch = session.Branch,
        Title = session.Title,
        Start = session.Start,
        End = session.End,
        Steps = [.. session.Turns.SelectMany(Steps).OrderBy(step => step.At)],
    };

    private IEnumerable<TraceStep> Steps(TurnDraft turn)
    {
        if (turn.Compaction is { } compaction)
        {
            yield return Request(turn, compaction, agent: null);
            yield return Compaction(turn, compaction);
        }

        yield return new TracePrompt { At = turn.At, PromptId = turn.PromptId, Text = turn.Prompt, MessageUuid = turn.PromptUuid, Difficulty = turn.Difficulty };
        if (turn.Title is { } title)
        {
            yield return Request(turn, title, agent: null);
        }

        foreach (var step in turn.Calls.SelectMany(call => Steps(turn, call, agent: null)))
        {
            yield return step;
        }

        if (turn.Failure is { } failure)
        {
            yield return Failure(turn, failure);
        }
    }

    private IEnumerable<TraceStep> Steps(TurnDraft turn, CallDraft call, TraceAgent? agent)
    {
        var request = Request(turn, call, agent);
        yield return request;
        foreach (var (draft, tool) in call.Tools.Zip(request.Tools))
        {
            if (draft.Agent is { } started)
            {
                foreach (var step in started.Calls.SelectMany(inner => Steps(turn, inner, tool.Started)))
                {
                    yield return step;
                }

                yield return End(turn, started, tool.Started!);
            }

            yield return tool;
        }
    }

    private TraceRequest Request(TurnDraft turn, CallDraft call, TraceAgent? agent) => new()
    {
        At = call.At,
        PromptId = turn.PromptId,
        Agent = agent,
        RequestId = call.RequestId,
        MessageId = call.MessageId,
        MessageUuid = call.MessageUuid,
        RequestedModel = call.Model,
        Model = call.Switched ? options.HaikuModel : call.Model,
        QuerySource = call.QuerySource,
        Effort = Effort,
        Usage = call.Usage,
        Duration = TimeSpan.FromMilliseconds(call.DurationMs),
        FirstToken = TimeSpan.FromMilliseconds(Math.Max(1, (int)(call.DurationMs * call.FirstTokenShare))),
        Text = call.Text,
        Thinks = call.Thinks,
        CutOutput = call.CutOutput,
        Tools = [.. call.Tools.Select(tool => Tool(turn, call, tool, agent))],
    };

    private static TraceToolCall Tool(TurnDraft turn, CallDraft call, ToolDraft tool, TraceAgent? agent) => new()
    {
        At = tool.At,
        PromptId = turn.PromptId,
        Agent = agent,
        ToolUseId = tool.ToolUseId,
        RequestId = call.RequestId,
        Name = tool.Sample.Name,
        Input = tool.Sample.Input,
        Duration = tool.Agent is { } started ? tool.At - started.StartedAt : TimeSpan.FromMilliseconds(tool.DurationMs),
        ResultUuid = tool.ResultUuid,
        Result = tool.Fails ? "Error: the tool could not do this." : tool.Sample.Result,
        ErrorType = tool.Fails ? tool.Sample.Name == "Bash" ? "ShellError" : "TelemetrySafeError" : null,
        LinesAdded = tool.Fails ? 0 : tool.Sample.LinesAdded,
        LinesRemoved = tool.Fails ? 0 : tool.Sample.LinesRemoved,
        Started = tool.Agent is { } a ? new TraceAgent(a.AgentId, a.Name, tool.ToolUseId, a.Description, a.Prompt, a.Calls[0].Model) { Difficulty = a.Difficulty } : null,
    };

    private static TraceSubagentEnd End(TurnDraft turn, AgentDraft draft, TraceAgent agent)
    {
        var last = draft.Calls[^1].Usage;
        return new()
        {
            At = draft.EndedAt,
            PromptId = turn.PromptId,
            Agent = agent,
            TotalTokens = last.Prompt + last.Output,
            ToolCalls = draft.Calls.Sum(call => call.Tools.Count),
            Duration = draft.EndedAt - draft.StartedAt,
        };
    }

    private static TraceCompaction Compaction(TurnDraft turn, CallDraft call) => new()
    {
        At = call.At,
        PromptId = turn.PromptId,
        Trigger = "auto",
        TokensBefore = turn.TokensBeforeCompaction,
        TokensAfter = turn.TokensAfterCompaction,
        Duration = TimeSpan.FromMilliseconds(call.DurationMs),
        BoundaryUuid = turn.CompactionUuid!,
    };

    private TraceFailure Failure(TurnDraft turn, FailureDraft failure) => new()
    {
        At = failure.At,
        PromptId = turn.PromptId,
        RequestId = failure.RequestId,
        Model = turn.Model,
        QuerySource = options.Interactive ? "repl_main_thread" : "sdk",
        Effort = Effort,
        StatusCode = 529,
        ErrorType = "overloaded_error",
        Message = "Overloaded",
        Attempts = failure.Attempts,
        LastAttempt = TimeSpan.FromMilliseconds(failure.LastAttemptMs),
        Retrying = TimeSpan.FromMilliseconds(failure.RetryingMs),
        MessageUuid = failure.MessageUuid,
    };
}
