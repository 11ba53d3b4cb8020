using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Forecasting;
using Coxswain.Tests.Otlp;

namespace Coxswain.Tests.Core.Budgets.Forecasting;

/// <summary>Must show 6 of part 3: the 80 % interval holds what really was spent in 75 to 85 % of simulated months, at random moments of them.</summary>
public sealed class ForecastCoverageTests(ITestOutputHelper output)
{
    private static readonly UserKind[] Kinds = Enum.GetValues<UserKind>();

    [Theory]
    [InlineData(BudgetPeriod.Month)]
    [InlineData(BudgetPeriod.Week)]
    [InlineData(BudgetPeriod.Day)]
    public void Four_of_five_periods_end_in_the_interval(BudgetPeriod period)
    {
        var count = Runs.Of(200, 1000);
        var outcomes = Enumerable.Range(0, count).Select(seed => SimulatedMonth.Of(Kinds[seed % Kinds.Length], seed, period))
            .Select(month => (Month: month, Forecast: SpendForecaster.Forecast(month.Question))).Where(static one => one.Forecast.Total is not null)
            .Select(static one => (one.Month, Total: one.Forecast.Total!, one.Forecast)).ToArray();
        foreach (var kind in outcomes.GroupBy(static one => one.Month.Kind).OrderBy(static kind => kind.Key))
        {
            output.WriteLine($"{kind.Key,-12} {Line([.. kind.Select(static one => (one.Month.TrueUsd, one.Total))])}");
        }

        var all = outcomes.Select(static one => (one.Month.TrueUsd, one.Total)).ToArray();
        output.WriteLine($"{"all",-12} {Line(all)}; {count - all.Length} with too little history");
        foreach (var days in outcomes.GroupBy(static one => one.Forecast.DaysUsed / 14).OrderBy(static days => days.Key))
        {
            output.WriteLine($"{days.Key * 14}+ days {Line([.. days.Select(static one => (one.Month.TrueUsd, one.Total))])}");
        }

        var held = all.Count(static one => one.TrueUsd >= one.Total.LowUsd && one.TrueUsd <= one.Total.HighUsd);
        Assert.InRange((double)held / all.Length, 0.75, 0.85);
    }

    private static string Line((decimal TrueUsd, TotalForecast Total)[] some)
        => $"n {some.Length,4}  inside {Share(some, static one => one.TrueUsd >= one.Total.LowUsd && one.TrueUsd <= one.Total.HighUsd)}  below {Share(some, static one => one.TrueUsd < one.Total.LowUsd)}  above {Share(some, static one => one.TrueUsd > one.Total.HighUsd)}"
            + $"  one point {Share(some, static one => one.Total.HighUsd == one.Total.LowUsd)}  median width/true {some.Where(static one => one.TrueUsd > 0).Select(static one => (double)((one.Total.HighUsd - one.Total.LowUsd) / one.TrueUsd)).Order().ElementAtOrDefault(some.Length / 2):0.00}";

    private static string Share<T>(T[] some, Func<T, bool> holds) => $"{100.0 * some.Count(holds) / some.Length,5:0.0} %";
}
