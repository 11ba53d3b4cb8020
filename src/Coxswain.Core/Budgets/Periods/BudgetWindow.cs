using Coxswain.Core.Kernel;

namespace Coxswain.Core.Budgets.Periods;

/// <summary>The calendar day, week (from Monday) or month of a time zone a moment is in: its first moment, and the first one after it.</summary>
public readonly record struct BudgetWindow(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The local day the period begins on. What is kept of a period goes by this: unlike <see cref="Start"/> it stays the same for a user who travels.</summary>
    public DateOnly FirstDay { get; init; }

    /// <returns><see langword="null"/> for periods that are not the calendar's.</returns>
    public static BudgetWindow? At(BudgetPeriod period, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var window = Of(period, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date), zone);

        // Clocks put back across midnight show the day before once more; a day that has begun stays begun.
        return window is { } ended && ended.End <= now ? Of(period, ended.NextDay(period), zone) : window;
    }

    /// <param name="day">In the period; its first day is found.</param>
    /// <returns><see langword="null"/> for periods that are not the calendar's.</returns>
    public static BudgetWindow? StartingOn(BudgetPeriod period, DateOnly day, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Of(period, day, zone);
    }

    /// <summary>The one after this one.</summary>
    public BudgetWindow Next(BudgetPeriod period, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Of(period, NextDay(period), zone) ?? throw new ArgumentOutOfRangeException(nameof(period), period, "It is not of the calendar.");
    }

    private static BudgetWindow? Of(BudgetPeriod period, DateOnly day, TimeZoneInfo zone)
    {
        DateOnly? first = period switch
        {
            BudgetPeriod.Day => day,
            BudgetPeriod.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            BudgetPeriod.Month => day.AddDays(1 - day.Day),
            _ => null,
        };
        return first is { } known
            ? new BudgetWindow(StartOf(known), StartOf(After(period, known))) { FirstDay = known }
            : null;

        DateTimeOffset StartOf(DateOnly date) => LocalMoment.First(date.ToDateTime(TimeOnly.MinValue), zone);
    }

    private static DateOnly After(BudgetPeriod period, DateOnly first) => period switch
    {
        BudgetPeriod.Month => first.AddMonths(1),
        BudgetPeriod.Week => first.AddDays(7),
        _ => first.AddDays(1),
    };

    private DateOnly NextDay(BudgetPeriod period) => After(period, FirstDay);
}
