namespace Coxswain.Core.Budgets;

/// <param name="FromPercent">Of the limit; the step holds from there on.</param>
public sealed record LadderStep(BudgetAction Action, int FromPercent);
