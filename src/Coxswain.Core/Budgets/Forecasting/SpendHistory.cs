namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>The user's whole days before today without a gap, oldest first, and today so far.</summary>
internal sealed class SpendHistory
{
    /// <summary>Eight weeks: what lies further back says little about the days ahead.</summary>
    public const int MostDays = 56;

    /// <summary>No hour costs as much; a figure beyond it is none, and would be beyond what sums can hold.</summary>
    private const decimal MostUsdPerHour = 1_000_000_000;

    private SpendHistory(IReadOnlyList<SpendDay> days, SpendDay today)
    {
        Days = days;
        Today = today;
    }

    public IReadOnlyList<SpendDay> Days { get; }

    public SpendDay Today { get; }

    public int SpendDays => Days.Count(static day => day.TotalUsd > 0);

    public static SpendHistory Of(ForecastQuestion question, DateOnly today)
    {
        var oldest = question.KnownSince > today.AddDays(-MostDays) ? question.KnownSince : today.AddDays(-MostDays);
        var days = Enumerable.Range(0, Math.Max(0, today.DayNumber - oldest.DayNumber)).Select(index => new SpendDay(oldest.AddDays(index))).Append(new SpendDay(today)).ToArray();
        foreach (var (day, hour, costUsd) in question.History)
        {
            var index = day.DayNumber - today.DayNumber + days.Length - 1;
            if (index >= 0 && index < days.Length && hour is >= 0 and < 24 && costUsd is > 0 and <= MostUsdPerHour)
            {
                days[index].Add(hour, (double)costUsd);
            }
        }

        return new SpendHistory(days[..^1], days[^1]);
    }
}
