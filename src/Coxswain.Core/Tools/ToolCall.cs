namespace Coxswain.Core.Tools;

/// <summary>One call of a tool.</summary>
/// <param name="PromptId">Of the turn it belongs to; empty: nobody told.</param>
/// <param name="AgentId">Of the subagent that made it; empty: the main conversation.</param>
/// <param name="At">Orders the calls: when it was made, or where that is not told when it ended.</param>
/// <param name="CalledAt"><see langword="null"/>: not told.</param>
/// <param name="EndedAt"><see langword="null"/>: not told, or it never ran.</param>
/// <param name="Succeeded"><see langword="null"/>: its end was not told, or it was rejected.</param>
/// <param name="RequestKey">Of the request that asked for it; empty: nobody told.</param>
/// <param name="RequestCostUsd">Of the whole request, which may have asked for more than one call; <see langword="null"/>: not known.</param>
public sealed record ToolCall(
    string Id, string SessionId, string PromptId, string AgentId, string Tool, DateTimeOffset At, DateTimeOffset? CalledAt, DateTimeOffset? EndedAt, bool? Succeeded, bool IsRejected, string RequestKey, decimal? RequestCostUsd)
{
    private static readonly string[] Editing = ["Edit", "MultiEdit", "Write", "NotebookEdit"];

    /// <summary>It changes a file.</summary>
    public bool IsEdit => Editing.Contains(Tool, StringComparer.Ordinal);

    /// <summary>It ran and failed, or was not allowed to run.</summary>
    public bool IsLost => IsRejected || Succeeded is false;
}
