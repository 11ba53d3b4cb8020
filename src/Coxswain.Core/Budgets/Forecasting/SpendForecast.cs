namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>A forecast for a running period, or what is missing for one.</summary>
/// <param name="Total"><see langword="null"/> when the history is too little.</param>
/// <param name="Crossing"><see langword="null"/> without a limit, and when the history is too little and the limit not reached.</param>
/// <param name="Missing"><see langword="null"/> when the history is enough.</param>
/// <param name="DaysUsed">Whole days of history it rests on, those without spend too.</param>
public sealed record SpendForecast(ForecastState State, TotalForecast? Total, LimitCrossing? Crossing, ForecastGap? Missing, int DaysUsed);
