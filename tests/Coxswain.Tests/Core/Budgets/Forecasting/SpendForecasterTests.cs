using System.Diagnostics;
using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Forecasting;
using Coxswain.Core.Budgets.Periods;

namespace Coxswain.Tests.Core.Budgets.Forecasting;

public sealed class SpendForecasterTests(ITestOutputHelper output)
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly DateTimeOffset Noon = new(2026, 11, 18, 12, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void Same_question_has_the_same_answer()
    {
        var question = Ask(Noon, 56, Weekdays);

        Assert.Equal(SpendForecaster.Forecast(question), SpendForecaster.Forecast(question));
        Assert.NotEqual(SpendForecaster.Forecast(question).Total, SpendForecaster.Forecast(question with { Seed = 7 }).Total);
    }

    [Fact]
    public void One_who_spends_the_same_each_weekday_will_have_spent_that()
    {
        var forecast = SpendForecaster.Forecast(Ask(Noon, 56, Weekdays));

        // 21 weekdays in November 2026 at 10 dollars; 12 of them are over, and half of the 18th is.
        Assert.Equal((ForecastState.Ready, 56, null), (forecast.State, forecast.DaysUsed, forecast.Missing));
        Assert.InRange(forecast.Total!.MedianUsd, 200, 220);
        Assert.InRange(forecast.Total.ExpectedUsd, 200, 222);
        Assert.InRange(forecast.Total.LowUsd, 185, 207);
        Assert.InRange(forecast.Total.HighUsd, 213, 240);
    }

    [Fact]
    public void Weekend_of_one_who_never_works_then_costs_next_to_nothing()
    {
        var saturday = SpendForecaster.Forecast(Ask(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(1)), 56, Weekdays, BudgetPeriod.Day));
        var friday = SpendForecaster.Forecast(Ask(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(1)), 56, Weekdays, BudgetPeriod.Day));

        Assert.Equal((0, 0), (saturday.Total!.LowUsd, saturday.Total.HighUsd));
        Assert.InRange(friday.Total!.MedianUsd, 8, 12);
    }

    [Fact]
    public void Rest_of_today_is_as_dear_as_on_days_that_began_so()
    {
        // Dear days begin dear: 4 of 20 dollars by noon; cheap ones 0.5 of 2.
        static IEnumerable<(int, decimal)> Mixed(DateOnly day) => day.DayNumber % 3 == 0 ? [(9, 4), (15, 16)] : [(9, 0.5m), (15, 1.5m)];
        var dear = SpendForecaster.Forecast(Ask(Noon, 56, Mixed, BudgetPeriod.Day, [(9, 4)]));
        var cheap = SpendForecaster.Forecast(Ask(Noon, 56, Mixed, BudgetPeriod.Day, [(9, 0.5m)]));

        Assert.InRange(dear.Total!.MedianUsd, 16, 25);
        Assert.InRange(cheap.Total!.MedianUsd, 1.5m, 2.6m);
    }

    [Fact]
    public void Growth_that_weeks_show_goes_on()
    {
        static IEnumerable<(int, decimal)> Growing(DateOnly day) => [(10, 10m * (decimal)Math.Pow(1.08, (day.DayNumber - new DateOnly(2026, 9, 23).DayNumber) / 7.0))];

        var total = SpendForecaster.Forecast(Ask(Noon, 56, Growing)).Total!;
        var really = Enumerable.Range(1, 30).Select(day => Growing(new DateOnly(2026, 11, day)).Single().Item2).Sum();

        Assert.InRange(really, total.LowUsd, total.HighUsd);
        Assert.InRange(total.MedianUsd, really * 0.94m, really * 1.06m);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(13, 9)]
    public void Too_few_days_are_no_forecast_and_it_says_what_is_missing(int days, int spendDays)
    {
        var forecast = SpendForecaster.Forecast(Ask(Noon, days, Weekdays));

        Assert.Equal((ForecastState.TooLittle, null, null, days), (forecast.State, forecast.Total, forecast.Crossing, forecast.DaysUsed));
        Assert.Equal(new ForecastGap(days, 14, spendDays, 3), forecast.Missing);
        Assert.Equal($"{days} of 14 days of history: every day of the week must have been seen twice", forecast.Missing!.Why);
    }

    [Fact]
    public void Two_days_with_spend_in_eight_weeks_are_no_forecast()
    {
        var forecast = SpendForecaster.Forecast(Ask(Noon, 56, static day => day.Day == 1 ? [(10, 5m)] : []));

        Assert.Equal((ForecastState.TooLittle, "2 of 3 days with spend: fewer do not show what a day costs"), (forecast.State, forecast.Missing!.Why));
    }

    [Fact]
    public void Limit_that_is_reached_is_told_without_a_forecast_too()
        => Assert.Equal(new LimitCrossing(true, 1, null, null, null), SpendForecaster.Forecast(Ask(Noon, 3, Weekdays) with { SpentUsd = 50, LimitUsd = 50 }).Crossing);

    [Fact]
    public void Limit_is_reached_on_the_day_the_pattern_leads_to()
    {
        // 125 dollars at noon of Wednesday the 18th, 145 in the morning of Friday the 20th, 150 in its afternoon.
        var crossing = SpendForecaster.Forecast(Ask(Noon, 56, Weekdays) with { LimitUsd = 147.5m }).Crossing!;

        Assert.False(crossing.IsReached);
        Assert.InRange(crossing.Probability, 0.99, 1);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 14, 0, 0, TimeSpan.Zero), crossing.Median);
        Assert.InRange(crossing.Earliest!.Value, Noon, crossing.Median!.Value);
        Assert.InRange(crossing.Latest!.Value, crossing.Median.Value, Noon.AddDays(6));
    }

    [Fact]
    public void Limit_out_of_reach_is_not_crossed_in_this_period()
    {
        var crossing = SpendForecaster.Forecast(Ask(Noon, 56, Weekdays) with { LimitUsd = 1000 }).Crossing!;

        Assert.InRange(crossing.Probability, 0, 0.001);
        Assert.Equal((null, null, null), (crossing.Median, crossing.Earliest, crossing.Latest));
    }

    [Fact]
    public void Without_a_limit_nothing_is_crossed() => Assert.Null(SpendForecaster.Forecast(Ask(Noon, 56, Weekdays)).Crossing);

    [Fact]
    public void At_the_end_of_the_period_nothing_is_left_to_forecast()
    {
        var question = Ask(Noon, 56, Weekdays);

        Assert.Equal(new TotalForecast(question.SpentUsd, question.SpentUsd, question.SpentUsd, question.SpentUsd), SpendForecaster.Forecast(question with { Now = question.Window.End }).Total);
    }

    [Fact]
    public void What_was_spent_is_never_less_and_the_figures_are_in_order()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var month = SimulatedMonth.Of((UserKind)(seed % 6), seed + 5_000, (BudgetPeriod)(2 + (seed % 3)));
            if (SpendForecaster.Forecast(month.Question) is { Total: { } total, Crossing: { } crossing })
            {
                Assert.True(month.Question.SpentUsd <= total.LowUsd && total.LowUsd <= total.MedianUsd && total.MedianUsd <= total.HighUsd && total.LowUsd <= total.ExpectedUsd);
                Assert.True((crossing.Earliest ?? DateTimeOffset.MaxValue) <= (crossing.Median ?? DateTimeOffset.MaxValue) && (crossing.Median ?? DateTimeOffset.MaxValue) <= (crossing.Latest ?? DateTimeOffset.MaxValue));
                Assert.All(new[] { crossing.Earliest, crossing.Median, crossing.Latest }, moment => Assert.True(moment is null || (moment >= month.Question.Now.AddHours(-1) && moment < month.Question.Window.End)));
            }
        }
    }

    [Fact]
    public void Hours_that_are_none_impossible_spend_and_days_to_come_are_left_out()
    {
        var question = Ask(Noon, 56, Weekdays);
        HourlySpend[] odd = [new(new DateOnly(2026, 11, 3), 24, 500), new(new DateOnly(2026, 11, 3), -1, 500), new(new DateOnly(2026, 11, 3), 3, -500), new(new DateOnly(2026, 11, 19), 3, 500), new(DateOnly.MinValue, 3, 500), new(new DateOnly(2026, 11, 3), 3, decimal.MaxValue)];

        Assert.Equal(SpendForecaster.Forecast(question), SpendForecaster.Forecast(question with { History = [.. odd, .. question.History] }));
    }

    [Fact]
    public void Forecast_of_a_month_takes_milliseconds()
    {
        var question = Ask(new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.FromHours(1)), 56, Weekdays);
        var fastest = double.PositiveInfinity;
        for (var round = 0; round < 200 && fastest > 20; round++)
        {
            var start = Stopwatch.GetTimestamp();
            SpendForecaster.Forecast(question);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        output.WriteLine($"{fastest:0.0} ms");
        Assert.InRange(fastest, 0, 20);
    }

    private static IEnumerable<(int Hour, decimal CostUsd)> Weekdays(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? [] : [(10, 5m), (15, 5m)];

    /// <param name="today">What was spent today; <see langword="null"/>: as the pattern has it, up to now.</param>
    private static ForecastQuestion Ask(DateTimeOffset now, int days, Func<DateOnly, IEnumerable<(int Hour, decimal CostUsd)>> pattern, BudgetPeriod period = BudgetPeriod.Month, (int Hour, decimal CostUsd)[]? today = null)
    {
        var (window, day) = (BudgetWindow.At(period, now, Berlin)!.Value, DateOnly.FromDateTime(now.Date));
        HourlySpend[] history =
        [
            .. Enumerable.Range(1, days).SelectMany(back => pattern(day.AddDays(-back)).Select(hour => new HourlySpend(day.AddDays(-back), hour.Hour, hour.CostUsd))),
            .. (today ?? pattern(day).Where(hour => hour.Hour < now.Hour)).Select(hour => new HourlySpend(day, hour.Hour, hour.CostUsd)),
        ];
        return new ForecastQuestion
        {
            Window = window,
            Now = now,
            TimeZone = Berlin,
            SpentUsd = history.Where(hour => hour.Day >= window.FirstDay).Sum(static hour => hour.CostUsd),
            KnownSince = day.AddDays(-days),
            History = history,
        };
    }
}
