namespace Coxswain.Core.Budgets.Admission;

/// <summary>Why a call is not sent.</summary>
/// <param name="Text">For the user: which budget, how far it is used, how to go on.</param>
public sealed record BudgetRefusal(string Budget, string Text);
