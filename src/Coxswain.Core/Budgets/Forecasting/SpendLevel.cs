namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>How uncertain the level of the days ahead is beyond what drawing days shows: weeks differ by more than their days make them, and few days say little of a heavy tail.</summary>
internal static class SpendLevel
{
    private const int DaysOfWeek = 7;

    // What is taken for granted until weeks are seen, as a factor's logarithm, and how many weeks it weighs.
    private const double PriorSpread = 0.15;
    private const double PriorWeeks = 4;

    // Busy and idle weeks come in rows too, so that a stretch of them differs by more than weeks one by one show.
    private const double Rows = 2;

    // One week that cost as much as all others shows little of the next.
    private const double Widest = 0.8;

    /// <summary>Of a factor's logarithm.</summary>
    public static double Spread(IReadOnlyList<SpendDay> days)
    {
        var mean = days.Average(static day => day.TotalUsd);
        var within = days.GroupBy(static day => day.IsWeekend).Sum(static kind => SquaresAround(kind.Average(static day => day.TotalUsd), kind.Select(static day => day.TotalUsd))) / days.Count;
        var weeks = Enumerable.Range(1, days.Count / DaysOfWeek).Select(back => Enumerable.Range(days.Count - (DaysOfWeek * back), DaysOfWeek).Sum(day => days[day].TotalUsd)).ToArray();
        var weekly = SquaresAround(DaysOfWeek * mean, weeks) / Math.Max(1, weeks.Length - 1);
        var excess = Math.Max(0, weekly - (DaysOfWeek * within)) / (DaysOfWeek * mean * DaysOfWeek * mean);
        var ofWeeks = ((PriorSpread * PriorSpread * PriorWeeks) + (Rows * excess * weeks.Length)) / (PriorWeeks + weeks.Length);
        return Math.Min(Widest, Math.Sqrt(ofWeeks + (within / (mean * mean * days.Count))));
    }

    private static double SquaresAround(double middle, IEnumerable<double> values) => values.Sum(value => (value - middle) * (value - middle));
}
