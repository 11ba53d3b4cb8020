namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>A local day's spend by hour.</summary>
internal sealed class SpendDay(DateOnly date)
{
    private const int HoursOfDay = 24;

    private readonly double[] _hoursUsd = new double[HoursOfDay];

    public DateOnly Date { get; } = date;

    public double TotalUsd { get; private set; }

    public bool IsWeekend => Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public void Add(int hour, double usd)
    {
        _hoursUsd[hour] += usd;
        TotalUsd += usd;
    }

    /// <param name="hourOfDay">With its fraction: of the hour it is in, as much counts as has passed.</param>
    public double UntilUsd(double hourOfDay)
    {
        var whole = Math.Min((int)hourOfDay, HoursOfDay);
        var sum = 0.0;
        for (var hour = 0; hour < whole; hour++)
        {
            sum += _hoursUsd[hour];
        }

        return whole < HoursOfDay ? sum + (_hoursUsd[whole] * (hourOfDay - whole)) : sum;
    }

    /// <summary>The hour in which what is spent since <paramref name="fromHour"/> reaches the amount; the last with spend when rounding leaves it short.</summary>
    public int HourReaching(double usd, double fromHour)
    {
        var last = (int)fromHour;
        for (var hour = last; hour < HoursOfDay; hour++)
        {
            var part = hour < fromHour ? _hoursUsd[hour] * (1 - (fromHour - hour)) : _hoursUsd[hour];
            if (part > 0)
            {
                last = hour;
                usd -= part;
                if (usd <= 0)
                {
                    break;
                }
            }
        }

        return last;
    }
}
