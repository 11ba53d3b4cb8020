namespace Coxswain.Core.Budgets.Recommending;

/// <summary>What one try should cost, and the interval that holds the mean of such tries 80 times in 100. USD.</summary>
internal readonly record struct CostExpectation(double Mean, double Low, double High);
