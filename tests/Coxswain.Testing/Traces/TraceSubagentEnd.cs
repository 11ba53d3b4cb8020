namespace Coxswain.Testing.Traces;

/// <summary>A subagent finished; <see cref="TraceStep.Agent"/> names it.</summary>
public sealed record TraceSubagentEnd : TraceStep
{
    /// <summary>Of its last request only, as the client counts them.</summary>
    public required long TotalTokens { get; init; }

    public required int ToolCalls { get; init; }

    public required TimeSpan Duration { get; init; }
}
