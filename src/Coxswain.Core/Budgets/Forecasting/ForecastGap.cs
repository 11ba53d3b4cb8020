using System.Globalization;

namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>What a forecast needs and lacks.</summary>
/// <param name="Days">Whole days of history there are; today is none.</param>
/// <param name="NeededDays">A forecast begins with as many.</param>
/// <param name="SpendDays">Of these days, those with spend.</param>
/// <param name="NeededSpendDays">A forecast begins with as many.</param>
public sealed record ForecastGap(int Days, int NeededDays, int SpendDays, int NeededSpendDays)
{
    /// <summary>With fewer, weekdays and weekends have not each been seen twice, and one odd day is most of what is known.</summary>
    public const int FewestDays = 14;

    /// <summary>With fewer there is no telling what a day of work costs.</summary>
    public const int FewestSpendDays = 3;

    public string Why => Days < NeededDays
        ? string.Create(CultureInfo.InvariantCulture, $"{Days} of {NeededDays} days of history: every day of the week must have been seen twice")
        : string.Create(CultureInfo.InvariantCulture, $"{SpendDays} of {NeededSpendDays} days with spend: fewer do not show what a day costs");

    /// <returns><see langword="null"/> when there is enough.</returns>
    internal static ForecastGap? In(SpendHistory history)
        => new ForecastGap(history.Days.Count, FewestDays, history.SpendDays, FewestSpendDays) is var gap && (gap.Days < gap.NeededDays || gap.SpendDays < gap.NeededSpendDays) ? gap : null;
}
