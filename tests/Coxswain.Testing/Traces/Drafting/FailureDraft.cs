namespace Coxswain.Testing.Traces.Drafting;

internal sealed class FailureDraft
{
    public required string RequestId { get; init; }

    public required string MessageUuid { get; init; }

    public required int Attempts { get; init; }

    public required int LastAttemptMs { get; set; }

    public required int RetryingMs { get; set; }

    public DateTimeOffset At { get; set; }
}
