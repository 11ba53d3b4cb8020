namespace Coxswain.Testing.Traces;

/// <summary>One tool call and its result. <see cref="TraceStep.At"/> is when the result was there.</summary>
public sealed record TraceToolCall : TraceStep
{
    public required string ToolUseId { get; init; }

    public required string RequestId { get; init; }

    public required string Name { get; init; }

    public required TraceToolInput Input { get; init; }

    public required TimeSpan Duration { get; init; }

    public required string ResultUuid { get; init; }

    public required string Result { get; init; }

    /// <summary><see langword="null"/> when the call succeeded.</summary>
    public string? ErrorType { get; init; }

    public bool Succeeded => ErrorType is null;

    /// <summary>Lines an edit added and removed.</summary>
    public int LinesAdded { get; init; }

    public int LinesRemoved { get; init; }

    /// <summary>The subagent this call started.</summary>
    public TraceAgent? Started { get; init; }
}
