using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Periods;

/// <summary>The calendar day, week (from Monday) or month of a time zone a moment is in: its first moment, and the first one after it.</summary>
public readonly record struct BudgetWindow(DateTimeOffset Start, DateTimeOffset End)
{
    /// <returns><see langword="null"/> for periods that are not the calendar's.</returns>
    public static BudgetWindow? At(BudgetPeriod period, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        return period switch
        {
            BudgetPeriod.Day => Between(today, today.AddDays(1)),
            BudgetPeriod.Week when today.AddDays(-(((int)today.DayOfWeek + 6) % 7)) is var monday => Between(monday, monday.AddDays(7)),
            BudgetPeriod.Month when today.AddDays(1 - today.Day) is var first => Between(first, first.AddMonths(1)),
            _ => null,
        };

        BudgetWindow Between(DateTime first, DateTime next) => new(UsagePeriod.StartOf(first, zone), UsagePeriod.StartOf(next, zone));
    }
}
