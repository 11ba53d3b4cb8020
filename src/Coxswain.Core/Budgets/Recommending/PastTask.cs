namespace Coxswain.Core.Budgets.Recommending;

/// <summary>A task that was done.</summary>
/// <param name="Model">As recorded, in any provider's spelling.</param>
/// <param name="CostUsd"><see langword="null"/>: not known, which is not free.</param>
/// <param name="Outcome"><see langword="null"/>: nobody can tell.</param>
public sealed record PastTask(TaskFeatures Features, string Model, decimal? CostUsd, OutcomeLabel? Outcome)
{
    /// <summary>It took so many; <see langword="null"/>: not known.</summary>
    public int? Requests { get; init; }
}
