namespace Coxswain.Core.Sessions;

/// <summary>Where a transcript line stands: what every fact read from it shares. Empty string means the line does not say.</summary>
/// <param name="SessionId">The session the line was first written for: what a copied line names as its origin, else its own <c>sessionId</c>, else the file's.</param>
/// <param name="Project">The working directory (<c>cwd</c>).</param>
/// <param name="AgentId">Empty in the main conversation.</param>
/// <param name="IsCopy">A forked session's file repeats another session's lines and says so (<c>requestSessionId</c>, <c>forkedFrom</c>). Its owner fields must not win over the original's.</param>
public sealed record LineContext(
    string SessionId,
    string Project,
    string Branch,
    string Version,
    string Entrypoint,
    string AgentId,
    bool IsSidechain,
    bool IsCopy);

/// <summary>
/// One API request as a transcript's assistant lines tell it. Lines of one response repeat it with growing counts; its usage is one line's, chosen as a whole
/// (<see cref="UsageMarks"/>).
/// </summary>
/// <param name="RequestKey"><c>requestId</c>, or <c>msg:</c> and the message id, or <c>line:</c> and the line's uuid: global identity of the request.</param>
/// <param name="Time">Timestamp of its first line, UTC.</param>
/// <param name="CacheWrite5mTokens">With <paramref name="CacheWrite1hTokens"/> the split of all cache writes; a line without a split counts as 5-minute writes.</param>
/// <param name="ThinkingTokens">Part of <paramref name="OutputTokens"/>; <see langword="null"/> when no line told it.</param>
/// <param name="ShapeHash">Hash of tools, system and parameters from the <c>api-request</c> line it refers to; empty when there is none.</param>
/// <param name="ReportedCostUsd"><c>costUSD</c> of very old files.</param>
public sealed record RequestFact(
    LineContext Context,
    string RequestKey,
    string RequestId,
    string MessageId,
    DateTimeOffset Time,
    string Model,
    string RequestedModel,
    string StopReason,
    long InputTokens,
    long OutputTokens,
    long CacheReadTokens,
    long CacheWrite5mTokens,
    long CacheWrite1hTokens,
    long? ThinkingTokens,
    long WebSearchRequests,
    string Speed,
    string ServiceTier,
    string InferenceGeo,
    string Effort,
    string PromptId,
    string QuerySource,
    string ShapeHash,
    decimal? ReportedCostUsd)
{
    /// <summary>What it is charged by; thinking is part of the output, searches are counted apart.</summary>
    public long TotalTokens => InputTokens + OutputTokens + CacheReadTokens + CacheWrite5mTokens + CacheWrite1hTokens;

    /// <summary>The most tries an answer began for, the last one included, by its <c>api-request</c> lines and the errors between them. 0 when it refers to none.</summary>
    public byte Tries { get; init; }

    /// <summary>Timestamp of its last line, UTC; <see langword="null"/> when it has one line, or all have one time.</summary>
    public DateTimeOffset? LastTime { get; init; }

    /// <summary>The smallest message id its lines have; differs from <see cref="MessageId"/>, the largest, when two messages came under one request id.</summary>
    public string FirstMessageId { get => field ?? MessageId; init; }

    /// <summary>Of the line its counts are from, which need not be the line the other fields are from.</summary>
    public UsageMarks Marks { get => _marks ?? new(!Context.IsSidechain, Speed == "fast", ServiceTier == "batch", InferenceGeo == "us"); init => _marks = value; }

    private readonly UsageMarks? _marks;
}

/// <summary>A tool call or its result; both halves share <paramref name="ToolUseId"/> and become one row.</summary>
/// <param name="Success"><see langword="null"/> until the result is read.</param>
/// <param name="InputBytes">Length of the input JSON as the client writes and counts it (UTF-16 code units, though its attribute says bytes); 0 when this half does not hold it. So is <paramref name="ResultBytes"/>.</param>
/// <param name="Target">The file or URL the call is about, where its input names one; otherwise empty. Never command text or content.</param>
public sealed record ToolCallFact(
    LineContext Context,
    string ToolUseId,
    string ToolName,
    string RequestKey,
    string PromptId,
    DateTimeOffset? CalledAt,
    DateTimeOffset? FinishedAt,
    bool? Success,
    long InputBytes,
    long ResultBytes,
    string Target,
    string Decision,
    string DecisionSource);

/// <param name="MessageUuid">Identity of the prompt: a forked session repeats it, with another <paramref name="PromptId"/>.</param>
/// <param name="LengthChars">UTF-16 code units, as the client's own <c>prompt_length</c> counts.</param>
/// <param name="Text">Only when keeping prompt text is switched on; otherwise <see langword="null"/>.</param>
/// <param name="Command">The slash command, with its slash; empty for ordinary prompts.</param>
/// <param name="Source">Who wrote it, as the client says (<c>promptSource</c> or <c>origin.kind</c>: <c>sdk</c>, <c>typed</c>, <c>task-notification</c>…), or <see cref="Interrupt"/>; may be empty.</param>
public sealed record PromptFact(
    LineContext Context, string PromptId, string MessageUuid, DateTimeOffset Time, int LengthChars, string? Text, string Command, string PermissionMode, string Source)
{
    /// <summary>No prompt: the client's note that the user interrupted what was done about the prompt.</summary>
    public const string Interrupt = "interrupt";
}

/// <summary>What a file tells of its session as a whole. <paramref name="Title"/> is empty until a line names it.</summary>
/// <param name="TitleRank">0 no title, 1 a summary, 2 written by the model, 3 given by the user. The highest rank wins, then the newest.</param>
public sealed record SessionFact(LineContext Context, string Title, int TitleRank, DateTimeOffset FirstSeen, DateTimeOffset LastSeen)
{
    /// <summary>The session it was forked from, as the newest line it copied says; empty when it copied none.</summary>
    public string OriginSessionId { get; init; } = "";

    /// <summary>Time of that line: the session itself began later, and what is told of it up to then its origin did.</summary>
    public DateTimeOffset? CopiedUntil { get; init; }
}

public sealed record CompactionFact(LineContext Context, string Uuid, DateTimeOffset Time, string Trigger, long PreTokens, long PostTokens, long DurationMs);

/// <summary>A failed try of a request: one the client repeated (<c>system</c>/<c>api_error</c>) or the last one, shown to the user (<c>isApiErrorMessage</c>).</summary>
/// <param name="IsFinal">The client gave up. False: it tried again after <paramref name="RetryInMs"/>.</param>
/// <param name="Attempt">Number of the failed try, from 1; 0 when the line does not say (final ones do not).</param>
public sealed record ApiErrorFact(
    LineContext Context, string Uuid, string RequestId, DateTimeOffset Time, string ErrorType, int? StatusCode, string PromptId, bool IsFinal, int Attempt, long RetryInMs);

/// <summary>The shape of requests (tools, system, parameters): a changed hash names the cause of a cache miss. Text is never kept, only hashes, names and sizes.</summary>
public sealed record RequestShapeFact(LineContext Context, string ShapeHash, DateTimeOffset Time, int SystemBlocks, long SystemBytes, IReadOnlyList<string> Tools, long ToolsBytes)
{
    /// <summary>Digest of the system prompt's values; empty when the line has none.</summary>
    public string SystemHash { get; init; } = "";

    /// <summary>Digest of the tools' values, in their order; empty when the line has none.</summary>
    public string ToolsHash { get; init; } = "";
}

/// <summary>What the <c>api-request</c> line of a request tells of its prompt, as far as a prompt cache depends on it: hashes, counts and times, no text.</summary>
/// <param name="SentAt">When the client sent it, UTC.</param>
/// <param name="ParametersHash">Digest of betas, thinking, context management, tool choice and speed.</param>
/// <param name="Messages">How many messages its prompt has; 0 when the line does not say.</param>
/// <param name="KeptMessages">How many messages of the request before it the prompt begins with, unchanged; <see langword="null"/>: it names none before it.</param>
/// <param name="RequestedLifetime">How long the client asked the cache to keep what it writes; <see langword="null"/>: the answer does not say.</param>
public sealed record RequestOutlineFact(
    string RequestKey, DateTimeOffset SentAt, string ShapeHash, string ParametersHash, int Messages, int? KeptMessages, TimeSpan? RequestedLifetime);

/// <summary>The client's own total for the session (<c>cost-state</c>), cumulative over resumes and, in a forked session, over its origin: the newest one counts.</summary>
/// <param name="SeenAt">Time of the newest line before it; the line itself has none.</param>
public sealed record SessionCostFact(LineContext Context, DateTimeOffset SeenAt, decimal TotalCostUsd, bool HasUnknownModelCost, IReadOnlyDictionary<string, decimal> CostUsdByModel);

/// <summary>A subagent as its <c>agent-….meta.json</c> tells it.</summary>
public sealed record SubagentFact(LineContext Context, string AgentType, string Description, string ToolUseId, int SpawnDepth, string Model, string WorkflowRunId);
