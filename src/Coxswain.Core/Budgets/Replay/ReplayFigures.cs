namespace Coxswain.Core.Budgets.Replay;

/// <summary>What was paid and what it would have been. USD; <see langword="null"/>: of no request is known what was paid.</summary>
/// <param name="MovedRequests">That another model answers under the policy.</param>
/// <param name="UnknownRequests">Of unknown cost: in no sum.</param>
/// <param name="RefusedRequests">The policy wanted another model that has no price or too small a window for it.</param>
/// <param name="LowUsd">With all assumptions at their cheap end.</param>
/// <param name="HighUsd">With all assumptions at their dear end.</param>
public sealed record ReplayFigures(long Requests, long MovedRequests, long UnknownRequests, long RefusedRequests, decimal? ActualUsd, decimal? ReplayedUsd, decimal? LowUsd, decimal? HighUsd)
{
    /// <summary>Below zero: the policy would have cost more.</summary>
    public decimal? SavedUsd => ActualUsd - ReplayedUsd;
}
