using Coxswain.Core.Kernel;

namespace Coxswain.Core.Budgets.Forecasting;

/// <summary>
/// Forecasts a period's spend from the user's own days. The rest of today is drawn among days that had spent about as much by this hour, each later day among days of its kind,
/// with what is uncertain about the user's pattern, level and trend drawn anew for each of the paths.
/// </summary>
public static class SpendForecaster
{
    private const int Paths = 1000;
    private const double Tail = 0.1;

    public static SpendForecast Forecast(ForecastQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var rest = RestOfPeriod.Of(question);
        var history = SpendHistory.Of(question, rest.Today);
        var reached = question.LimitUsd is { } limit && question.SpentUsd >= limit ? new LimitCrossing(true, 1, null, null, null) : null;
        if (ForecastGap.In(history) is { } gap)
        {
            return new SpendForecast(ForecastState.TooLittle, null, reached, gap, gap.Days);
        }

        var paths = Draw(question, history, rest);
        var crossing = reached ?? (question.LimitUsd is null ? null : Crossing(question, rest, paths));
        return new SpendForecast(ForecastState.Ready, Total(question.SpentUsd, paths), crossing, null, history.Days.Count);
    }

    private static SpendPath[] Draw(ForecastQuestion question, SpendHistory history, RestOfPeriod rest)
    {
        var (source, chance) = (new SpendPaths(history, rest), new Chance(question.Seed));
        var reachUsd = question.LimitUsd is { } limit ? (double)(limit - question.SpentUsd) : double.PositiveInfinity;
        return question.Now >= question.Window.End ? new SpendPath[1] : Enumerable.Range(0, Paths).Select(_ => source.Draw(reachUsd, chance)).ToArray();
    }

    private static TotalForecast Total(decimal spentUsd, SpendPath[] paths)
    {
        var ordered = paths.Select(static path => path.SpentUsd).Order().ToArray();
        return new TotalForecast(Plus(ordered.Average()), Plus(At(0.5)), Plus(At(Tail)), Plus(At(1 - Tail)));

        double At(double share) => ordered[(int)Math.Round(share * (ordered.Length - 1))];
        decimal Plus(double usd) => spentUsd + (decimal)usd;
    }

    private static LimitCrossing Crossing(ForecastQuestion question, RestOfPeriod rest, SpendPath[] paths)
    {
        var ordered = paths.Where(static path => path.Reached is not null).Select(static path => path.Reached.GetValueOrDefault()).Order().ToArray();
        return new LimitCrossing(false, (double)ordered.Length / paths.Length, At(0.5), At(Tail), At(1 - Tail));

        DateTimeOffset? At(double share) => (int)Math.Round(share * (paths.Length - 1)) is var place && place < ordered.Length ? Moment(ordered[place]) : null;
        DateTimeOffset Moment((int Day, int Hour) at)
        {
            var begins = LocalMoment.First(rest.Today.AddDays(at.Day).ToDateTime(new TimeOnly(at.Hour, 0)), question.TimeZone);
            return begins < question.Now ? question.Now.ToUniversalTime() : begins;
        }
    }
}
