namespace Coxswain.Core.Budgets.Switching;

/// <param name="IsForced">Made because the budget is used up, whether it pays or not.</param>
/// <param name="Why">In words.</param>
/// <param name="ForcedExtraUsd">What a forced switch is expected to cost more than staying, 0 when it saves; <see langword="null"/> when it is not forced or a price is not known.</param>
public sealed record SwitchDecision(bool ShouldSwitch, bool IsForced, string Why, decimal? ForcedExtraUsd);
