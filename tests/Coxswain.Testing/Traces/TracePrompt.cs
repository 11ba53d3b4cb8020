namespace Coxswain.Testing.Traces;

/// <summary>The user asked something.</summary>
public sealed record TracePrompt : TraceStep
{
    public required string Text { get; init; }

    public required string MessageUuid { get; init; }
}
