namespace Coxswain.Core.Budgets.Recommending;

/// <summary>A task that was done.</summary>
/// <param name="Model">As recorded, in any provider's spelling.</param>
/// <param name="CostUsd"><see langword="null"/>: not known, which is not free.</param>
/// <param name="Outcome"><see langword="null"/>: nobody can tell.</param>
public sealed record PastTask(TaskFeatures Features, string Model, decimal? CostUsd, OutcomeLabel? Outcome)
{
    /// <summary>It took so many; <see langword="null"/>: not known.</summary>
    public int? Requests { get; init; }

    /// <summary>From its question to the last thing known of it; <see langword="null"/>: not told.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>When its first request was made; <see langword="null"/>: not known.</summary>
    public DateTimeOffset? Started { get; init; }
}
