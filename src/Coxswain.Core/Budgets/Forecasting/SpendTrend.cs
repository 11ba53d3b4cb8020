namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>How a user's level of spend grows or shrinks from week to week, as a share of it, with what is uncertain about it. Zero unless whole weeks show it plainly.</summary>
internal readonly record struct SpendTrend(double PerWeek, double ErrorPerWeek)
{
    private const int FewestWeeks = 4;
    private const double Steepest = 0.15;

    // As in Stein's estimator: a slope no larger than its error is taken for chance.
    private const double Doubt = 3;

    public static SpendTrend Of(IReadOnlyList<SpendDay> days)
    {
        var weeks = days.Count / 7;
        if (weeks < FewestWeeks)
        {
            return default;
        }

        var totals = Enumerable.Range(0, weeks).Select(week => Enumerable.Range(days.Count - (7 * (weeks - week)), 7).Sum(day => days[day].TotalUsd)).ToArray();
        var (mean, middle) = (totals.Average(), (weeks - 1) / 2.0);
        var spread = Enumerable.Range(0, weeks).Sum(week => (week - middle) * (week - middle));
        var slope = Enumerable.Range(0, weeks).Sum(week => (week - middle) * (totals[week] - mean)) / spread;
        var left = Enumerable.Range(0, weeks).Sum(week => Math.Pow(totals[week] - mean - (slope * (week - middle)), 2)) / (weeks - 2);
        var error = Math.Sqrt(left / spread);
        if (mean <= 0 || slope == 0)
        {
            return default;
        }

        var trust = Math.Max(0, 1 - (Doubt * error * error / (slope * slope)));
        return new SpendTrend(trust * slope / mean, trust * error / mean);
    }

    /// <param name="chance">Standard normal.</param>
    public double PerDay(double chance) => Math.Clamp(PerWeek + (chance * ErrorPerWeek), -Steepest, Steepest) / 7;
}
