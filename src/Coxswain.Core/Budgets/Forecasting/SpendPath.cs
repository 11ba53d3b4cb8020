namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>One way the rest of a period can go.</summary>
/// <param name="Reached">Days after today, and local hour; <see langword="null"/>: the amount asked for is not reached.</param>
internal readonly record struct SpendPath(double SpentUsd, (int Day, int Hour)? Reached);
