namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>What was spent in one hour (0 to 23) of a day of the user's time zone. Hours without spend may be left out; an hour told of more than once, as one the clocks repeat, adds up.</summary>
public readonly record struct HourlySpend(DateOnly Day, int Hour, decimal CostUsd);
