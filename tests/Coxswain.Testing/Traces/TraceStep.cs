namespace Coxswain.Testing.Traces;

/// <summary>One thing that happened in a session. Steps are ordered by <see cref="At"/>, the time the client reports it with.</summary>
public abstract record TraceStep
{
    public required DateTimeOffset At { get; init; }

    public required string PromptId { get; init; }

    /// <summary>The subagent that did it; <see langword="null"/> in the main conversation.</summary>
    public TraceAgent? Agent { get; init; }
}
