namespace Coxswain.Server.Api.Budgets;

/// <param name="Replaced">In whose place it is; <see langword="null"/>: there was none of its name.</param>
/// <param name="OverriddenUntil">An override holds: until then its steps do nothing. <see langword="null"/>: none does.</param>
public sealed record SavedBudget(string Name, BudgetWish Budget, BudgetWish? Replaced, DateTimeOffset? OverriddenUntil);
