namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>Whether there is a forecast. The names are told, in small letters with underscores.</summary>
public enum ForecastState
{
    Ready,
    TooLittle,
}
