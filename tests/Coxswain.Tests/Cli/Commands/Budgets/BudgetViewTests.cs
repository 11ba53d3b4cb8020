using Coxswain.Cli.Commands.Budgets;
using Coxswain.Core.Budgets.Forecasting;
using Coxswain.Server.Api.Budgets;

namespace Coxswain.Tests.Cli.Commands.Budgets;

public sealed class BudgetViewTests
{
    private static readonly DateTimeOffset End = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ForecastRow Ready = new(ForecastState.Ready, null, 40, 61.5m, 60m, 50m, 75m, false, 0.9, End.AddDays(-4), End.AddDays(-6), null);

    [Fact]
    public void Forecast_tells_its_interval_and_what_it_rests_on() => Assert.Equal(
        "about $60.00 by 2026-12-01 00:00 (80 % interval $50.00 to $75.00, mean $61.50; an estimate from 40 days); the limit is reached about 2026-11-27 00:00 (2026-11-25 00:00 to not in this period), with a chance of 90 %.",
        BudgetView.Foretold(Ready, End, TimeZoneInfo.Utc));

    [Fact]
    public void Limit_that_is_rather_not_reached_has_no_date() => Assert.EndsWith(
        "; the limit is reached in it with a chance of 7 %.", BudgetView.Foretold(Ready with { ReachedProbability = 0.07, ReachedAt = null, ReachedEarliest = null }, End, TimeZoneInfo.Utc), StringComparison.Ordinal);

    [Fact]
    public void Too_little_history_is_said_with_what_is_missing() => Assert.Equal(
        "no forecast: 3 of 14 days of history; the limit is reached.",
        BudgetView.Foretold(new ForecastRow(ForecastState.TooLittle, "3 of 14 days of history", 3, null, null, null, null, true, 1, null, null, null), End, TimeZoneInfo.Utc));
}
