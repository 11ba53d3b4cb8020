namespace Coxswain.Core.Budgets.Recommending;

/// <summary>What is left of the tightest budget the task would be charged to.</summary>
/// <param name="LeftUsd">After what is spent and in flight; below zero: overspent.</param>
public sealed record RemainingBudget(decimal LeftUsd, decimal LimitUsd);
