namespace Coxswain.Core.Budgets.Recommending;

/// <summary>What telemetry tells of how a task went. <see langword="null"/>: not known, which is not none.</summary>
public sealed record TaskSigns
{
    public int? ToolCalls { get; init; }

    public int? ToolFailures { get; init; }

    /// <summary>Requests and tool calls that were made again.</summary>
    public int? Retries { get; init; }

    /// <summary>Edits that were undone, by the user or by a later edit back.</summary>
    public int? RevertedEdits { get; init; }

    /// <summary>Prompts that set the model right, and interrupted turns.</summary>
    public int? UserCorrections { get; init; }

    /// <summary>The user left it unfinished.</summary>
    public bool? Abandoned { get; init; }

    /// <summary>Nothing is known that tells how it went: that no request was made again says nothing of its result.</summary>
    public bool IsUnknown => this is { ToolFailures: null, Retries: null or 0, RevertedEdits: null, UserCorrections: null, Abandoned: null };
}
