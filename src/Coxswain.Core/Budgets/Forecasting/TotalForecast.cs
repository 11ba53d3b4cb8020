namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>What a period will have cost at its end, with what is spent already. In four of five cases it is from <paramref name="LowUsd"/> to <paramref name="HighUsd"/>, in one of ten below and in one of ten above.</summary>
/// <param name="ExpectedUsd">The mean; where few dear days decide, it may lie outside the interval.</param>
public sealed record TotalForecast(decimal ExpectedUsd, decimal MedianUsd, decimal LowUsd, decimal HighUsd);
