namespace Coxswain.Testing.Traces;

/// <summary>The conversation was summarised to make room.</summary>
public sealed record TraceCompaction : TraceStep
{
    public required string Trigger { get; init; }

    public required long TokensBefore { get; init; }

    public required long TokensAfter { get; init; }

    public required TimeSpan Duration { get; init; }

    public required string BoundaryUuid { get; init; }
}
