namespace Coxswain.Core.Budgets.Recommending.Recorded;

/// <summary>One prompt of a user and what the main conversation did about it, as the store has it. It holds no text of the prompt.</summary>
/// <param name="Started">Time of its first request.</param>
/// <param name="Ended">Time of the last thing known of it.</param>
/// <param name="Model">That answered most of its requests.</param>
/// <param name="ModelShare">Of its requests.</param>
/// <param name="CostUsd">Of its requests; <see langword="null"/>: of one it is not known.</param>
public sealed record RecordedTask(string SessionId, DateTimeOffset Started, DateTimeOffset Ended, string Model, double ModelShare, decimal? CostUsd)
{
    public TaskFeatures Features { get; init; } = TaskFeatures.Of(null);

    /// <summary>Time of the question; <see langword="null"/>: nobody told.</summary>
    public DateTimeOffset? Asked { get; init; }

    /// <summary><see langword="null"/>: only the gateway told of it, which sees no tools.</summary>
    public ToolTrail? Trail { get; init; }

    /// <summary>Tries of its requests beyond the first; <see langword="null"/>: nobody told.</summary>
    public int? RepeatedRequests { get; init; }

    /// <summary>A line of the transcript says that the user interrupted it.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Its last request failed for good.</summary>
    public bool EndedInError { get; init; }
}
