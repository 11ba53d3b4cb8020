namespace Coxswain.Core.Sessions;

/// <summary>Facts read from one stretch of one transcript file, with the cursor that stands behind them. Written all or nothing.</summary>
public sealed record TranscriptBatch
{
    /// <summary>The file's cursor once these facts are durable; committed in the same transaction.</summary>
    public required TranscriptCursor Cursor { get; init; }

    public IReadOnlyList<RequestFact> Requests { get; init; } = [];

    public IReadOnlyList<ToolCallFact> ToolCalls { get; init; } = [];

    public IReadOnlyList<PromptFact> Prompts { get; init; } = [];

    public IReadOnlyList<SessionFact> Sessions { get; init; } = [];

    public IReadOnlyList<CompactionFact> Compactions { get; init; } = [];

    public IReadOnlyList<ApiErrorFact> ApiErrors { get; init; } = [];

    public IReadOnlyList<RequestShapeFact> Shapes { get; init; } = [];

    public IReadOnlyList<RequestOutlineFact> Outlines { get; init; } = [];

    public IReadOnlyList<SessionCostFact> SessionCosts { get; init; } = [];

    public IReadOnlyList<SubagentFact> Subagents { get; init; } = [];

    /// <summary>Line types without a typed place, with how often each was met; <c>cox doctor</c> lists them.</summary>
    public IReadOnlyDictionary<string, int> UnknownLineTypes { get; init; } = new Dictionary<string, int>();

    /// <summary>Lines that were not JSON objects, too long, or told usage without a time or with an invalid count; counted, never silent.</summary>
    public int DamagedLines { get; init; }

    /// <summary>Those of the damaged lines whose only fault is a count that is no valid number.</summary>
    public int InvalidCountLines { get; init; }
}
