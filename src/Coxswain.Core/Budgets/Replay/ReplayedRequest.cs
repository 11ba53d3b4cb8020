namespace Coxswain.Core.Budgets.Replay;

/// <param name="ModelId">That answers under the policy.</param>
/// <param name="CostUsd"><see langword="null"/>: what was really paid is not known either.</param>
/// <param name="IsRefused">The policy wanted another model, which has no price or too small a window for it.</param>
internal readonly record struct ReplayedRequest(string ModelId, decimal? CostUsd, bool IsRefused);
