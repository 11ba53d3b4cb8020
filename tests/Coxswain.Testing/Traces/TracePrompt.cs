namespace Coxswain.Testing.Traces;

/// <summary>The user asked something.</summary>
public sealed record TracePrompt : TraceStep
{
    public required string Text { get; init; }

    public required string MessageUuid { get; init; }

    /// <summary>The truth of a workload, in no rendering; <see langword="null"/> without one.</summary>
    public TraceDifficulty? Difficulty { get; init; }
}
