namespace Coxswain.Core.Budgets.Admission;

/// <summary>Why a call is not sent.</summary>
/// <param name="Text">For the user: which budget, how far it is used, how to go on.</param>
/// <param name="SpentUsd">What counted against it; of a limit of single requests, what this one would cost.</param>
public sealed record BudgetRefusal(string Budget, string Text, decimal SpentUsd, decimal LimitUsd);
