namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>How uncertain the level of the days ahead is beyond what drawing days shows: weeks differ by more than their days do, and few days say little of a heavy tail.</summary>
internal static class SpendLevel
{
    // Of weeks whose level differs by this, as a factor's logarithm, nobody is surprised; it counts as as many weeks seen.
    private const double PriorSpread = 0.15;
    private const double PriorWeeks = 4;

    /// <summary>Of a factor's logarithm.</summary>
    public static double Spread(IReadOnlyList<SpendDay> days)
    {
        var weeks = Enumerable.Range(0, days.Count / 7).Select(week => Enumerable.Range(days.Count - (7 * (week + 1)), 7).Sum(day => days[day].TotalUsd)).ToArray();
        var mean = days.Average(static day => day.TotalUsd);
        var within = days.GroupBy(static day => day.IsWeekend).Sum(static kind => kind.Average(static day => day.TotalUsd) switch { var usual => kind.Sum(day => (day.TotalUsd - usual) * (day.TotalUsd - usual)) }) / days.Count;
        var weekly = weeks.Sum(week => (week - (7 * mean)) * (week - (7 * mean))) / Math.Max(1, weeks.Length - 1);
        var excess = Math.Max(0, weekly - (7 * within)) / (49 * mean * mean);
        var variance = ((PriorSpread * PriorSpread * PriorWeeks) + (A * excess * weeks.Length)) / (PriorWeeks + weeks.Length);
        return Math.Sqrt(variance + (B * within / (mean * mean * days.Count)));
    }

    public static double A = Env("A", 0.5), B = Env("B", 0.5);
    public static double Env(string n, double d) => Environment.GetEnvironmentVariable(n) is { } v ? double.Parse(v) : d;
}
