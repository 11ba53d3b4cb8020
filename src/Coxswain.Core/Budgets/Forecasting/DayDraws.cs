namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>
/// Draws days like the one to come from the days there were. <see cref="Reweigh"/> draws how much each of them counts (the Bayesian bootstrap: what is uncertain about the user's pattern),
/// recent ones more. Then a day is drawn among those of its kind (weekday or weekend) that followed a day like the one before it (none, little or much spent): busy and idle days come in rows.
/// </summary>
internal sealed class DayDraws
{
    /// <summary>A day counts half as much as one this many days later.</summary>
    private const double HalfLifeDays = 21;

    // Days of the other kind, and days that followed another kind of day, together weigh as much as this many that fit.
    private const double OtherKindDays = 0.3;
    private const double OtherStateDays = 3;
    private const int States = 3;

    private readonly IReadOnlyList<SpendDay> _days;
    private readonly double[] _recency;
    private readonly double[] _weight;
    private readonly double[][] _fit;
    private readonly double[][] _cumulated;
    private readonly bool[] _isCumulated = new bool[2 * States];
    private readonly double _much;
    private readonly bool[] _isUsual;

    public DayDraws(IReadOnlyList<SpendDay> days)
    {
        _days = days;
        _weight = new double[days.Count];
        _recency = Enumerable.Range(1, days.Count).Select(index => Math.Pow(0.5, (days.Count - index) / HalfLifeDays)).ToArray();
        var spent = days.Select(static day => day.TotalUsd).Where(static usd => usd > 0).Order().ToArray();
        _isUsual = Usual(days);
        _much = spent.Length > 0 ? spent[spent.Length / 2] : 0;
        _fit = Enumerable.Range(0, 2 * States).Select(cell => Fit(cell >= States, cell % States)).ToArray();
        _cumulated = Enumerable.Range(0, 2 * States).Select(_ => new double[days.Count]).ToArray();
    }

    public void Reweigh(Chance chance)
    {
        for (var day = 0; day < _weight.Length; day++)
        {
            _weight[day] = _recency[day] * chance.Exponential();
        }

        Array.Clear(_isCumulated);
    }

    /// <summary>The index of a day like one of this kind after a day with this spend.</summary>
    public int Next(bool isWeekend, double beforeUsd, Chance chance)
    {
        var cumulated = Cumulated(Cell(isWeekend, beforeUsd));
        var found = Array.BinarySearch(cumulated, chance.Uniform() * cumulated[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, cumulated.Length - 1);
    }

    /// <summary>The same among days whose likeness, one number for each, counts too.</summary>
    public int Next(bool isWeekend, double beforeUsd, double[] likeness, Chance chance)
    {
        var fit = _fit[Cell(isWeekend, beforeUsd)];
        var sum = 0.0;
        for (var day = 0; day < fit.Length; day++)
        {
            sum += _weight[day] * fit[day] * likeness[day];
        }

        var left = chance.Uniform() * sum;
        for (var day = 0; day < fit.Length; day++)
        {
            left -= _weight[day] * fit[day] * likeness[day];
            if (left < 0)
            {
                return day;
            }
        }

        return fit.Length - 1;
    }

    /// <summary>Whether a day of this kind says how busy the user is: idle weekends of one who never works at them do not.</summary>
    public bool Tells(bool isWeekend) => _isUsual[isWeekend ? 1 : 0];

    /// <returns>What was spent on the last day before this one that tells; <see langword="null"/>: none did.</returns>
    public double? Before(int day)
    {
        for (var before = day - 1; before >= 0; before--)
        {
            if (Tells(_days[before].IsWeekend))
            {
                return _days[before].TotalUsd;
            }
        }

        return null;
    }

    /// <summary>Weekdays, weekends: days of the kind are at least half as often worked on as those of the other.</summary>
    private static bool[] Usual(IReadOnlyList<SpendDay> days)
    {
        var (weekday, weekend) = (Worked(false), Worked(true));
        return [weekday >= weekend / 2, weekend >= weekday / 2];

        double Worked(bool isWeekend) => days.Where(day => day.IsWeekend == isWeekend).Average(static day => day.TotalUsd > 0 ? 1.0 : 0);
    }

    private double[] Cumulated(int cell)
    {
        var (cumulated, fit, sum) = (_cumulated[cell], _fit[cell], 0.0);
        if (!_isCumulated[cell])
        {
            _isCumulated[cell] = true;
            for (var day = 0; day < fit.Length; day++)
            {
                cumulated[day] = sum += _weight[day] * fit[day];
            }
        }

        return cumulated;
    }

    private int Cell(bool isWeekend, double beforeUsd) => (isWeekend ? States : 0) + State(beforeUsd);

    private int State(double usd) => usd <= 0 ? 0 : usd < _much ? 1 : 2;

    private double[] Fit(bool isWeekend, int state)
    {
        // Nothing is known of the day before the first.
        bool IsKind(int day) => _days[day].IsWeekend == isWeekend;
        bool IsAfter(int day) => Before(day) is { } before && State(before) == state;
        var every = Enumerable.Range(0, _days.Count).ToArray();
        var otherKind = OtherKindDays / Math.Max(1, every.Count(day => !IsKind(day)));
        var otherState = Math.Min(1, OtherStateDays / Math.Max(1, every.Count(day => IsKind(day) && !IsAfter(day))));
        return every.Select(day => (IsKind(day) ? 1 : otherKind) * (IsAfter(day) ? 1 : otherState)).ToArray();
    }
}
