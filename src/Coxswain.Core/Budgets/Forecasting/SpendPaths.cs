namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>Draws ways the rest of a period can go: what is spent in it, and where on the way an amount is reached.</summary>
internal sealed class SpendPaths
{
    /// <summary>Days that do not fit today so far still count a little: no day may be unlike all.</summary>
    private const double LeastLikeness = 0.02;

    /// <summary>How far, as a factor's logarithm, two mornings may differ and still be alike.</summary>
    private const double LikenessWidth = 0.7;

    /// <summary>A day's amount differs from that of the day it is drawn after by about this share: no day comes twice.</summary>
    private const double DaySpread = 0.25;

    private readonly SpendHistory _history;
    private readonly RestOfPeriod _rest;
    private readonly DayDraws _draws;
    private readonly SpendTrend _trend;
    private readonly double _levelSpread;
    private readonly double[] _restsUsd;
    private readonly double[] _likeness;

    public SpendPaths(SpendHistory history, RestOfPeriod rest)
    {
        _history = history;
        _rest = rest;
        _draws = new DayDraws(history.Days);
        _levelSpread = SpendLevel.Spread(history.Days);
        _trend = SpendTrend.Of(history.Days);
        _restsUsd = history.Days.Select(day => Math.Max(0, day.TotalUsd - day.UntilUsd(rest.FromHour))).ToArray();
        var typical = history.Days.Sum(static day => day.TotalUsd) / history.SpendDays;
        _likeness = history.Days.Select(day => Likeness(day.UntilUsd(rest.FromHour) / typical, history.Today.TotalUsd / typical)).ToArray();
    }

    /// <param name="reachUsd">An amount of further spend to watch for; infinite for none.</param>
    public SpendPath Draw(double reachUsd, Chance chance)
    {
        _draws.Reweigh(chance);
        var perDay = _trend.PerDay(chance.Normal());
        var level = (_levelSpread * chance.Normal()) - (DaySpread * DaySpread / 2);
        var (sum, before) = (0.0, _draws.Before(_history.Days.Count) ?? 0);
        (int Day, int Hour)? reached = null;
        for (var ahead = 0; ahead <= _rest.DaysAfter; ahead++)
        {
            var isWeekend = _rest.Today.AddDays(ahead).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var drawn = ahead == 0 ? _draws.Next(isWeekend, before, _likeness, chance) : _draws.Next(isWeekend, before, chance);
            var day = _history.Days[drawn];
            var factor = Math.Exp(level + (DaySpread * chance.Normal()) + (perDay * (_history.Days.Count - drawn + ahead)));
            var spent = (ahead == 0 ? _restsUsd[drawn] : day.TotalUsd) * factor;
            if (reached is null && spent > 0 && sum + spent >= reachUsd)
            {
                reached = (ahead, day.HourReaching((reachUsd - sum) / factor, ahead == 0 ? _rest.FromHour : 0));
            }

            sum += spent;
            before = !_draws.Tells(isWeekend) ? before : ahead == 0 ? _history.Today.TotalUsd + spent : spent;
        }

        return new SpendPath(sum, reached);
    }

    private static double Likeness(double one, double other)
    {
        const double Nothing = 0.02;
        var apart = Math.Log((one + Nothing) / (other + Nothing)) / LikenessWidth;
        return Math.Max(LeastLikeness, Math.Exp(-apart * apart / 2));
    }
}
