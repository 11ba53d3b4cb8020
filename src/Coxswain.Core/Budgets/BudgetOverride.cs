namespace Coxswain.Core.Budgets;

/// <summary>A time in which a budget's ladder does nothing, as the user wished.</summary>
/// <param name="Budget">Its name; empty: all budgets.</param>
/// <param name="Why">In the user's words.</param>
public sealed record BudgetOverride(string Budget, DateTimeOffset Since, DateTimeOffset Until, string Why)
{
    public bool Holds(string budget, DateTimeOffset now) => (Budget.Length == 0 || Budget == budget) && Since <= now && now < Until;
}
