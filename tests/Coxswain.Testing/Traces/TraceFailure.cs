namespace Coxswain.Testing.Traces;

/// <summary>A request that failed for good after all its attempts.</summary>
public sealed record TraceFailure : TraceStep
{
    public required string RequestId { get; init; }

    public required string Model { get; init; }

    public required string QuerySource { get; init; }

    public required string Effort { get; init; }

    public required int StatusCode { get; init; }

    public required string ErrorType { get; init; }

    public required string Message { get; init; }

    public required int Attempts { get; init; }

    public required TimeSpan LastAttempt { get; init; }

    public required TimeSpan Retrying { get; init; }

    public required string MessageUuid { get; init; }

    /// <summary>When a try failed, counted from 1; the last at <see cref="TraceStep.At"/>.</summary>
    public DateTimeOffset TryAt(int attempt) => At - (Retrying * ((Attempts - attempt) / (double)Attempts));
}
