using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Core.Budgets.Periods;
using Coxswain.Tests.Otlp;
using CsCheck;

namespace Coxswain.Tests.Core.Budgets.Alerts;

public sealed class ThresholdCrossingsTests
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/Santiago", "America/Goose_Bay", "Australia/Lord_Howe", "UTC"];

    [Theory]
    [InlineData(4.99, "")]
    [InlineData(5, "50")]
    [InlineData(7.9999999, "50")]
    [InlineData(8, "50,80")]
    [InlineData(9.6, "50,80,95")]
    [InlineData(10, "50,80,95,100")]
    [InlineData(1e6, "50,80,95,100")]
    [InlineData(0, "")]
    [InlineData(-3, "")]
    public void Call_that_jumps_several_thresholds_tells_of_each(double spentUsd, string told) => Assert.Equal(told, Told((decimal)spentUsd, 10));

    [Fact]
    public void What_was_told_is_not_told_again() => Assert.Equal("95", Told(9.9m, 10, 50, 80));

    [Fact]
    public void Threshold_is_reached_to_the_last_digit()
    {
        Assert.Equal("", Told(0.0000000499999m, 0.0000001m));
        Assert.Equal("50", Told(0.00000005m, 0.0000001m));
    }

    [Fact]
    public void Limit_of_nothing_is_exceeded_by_anything_and_not_by_nothing()
    {
        Assert.Equal("50,80,95,100", Told(0.000001m, 0));
        Assert.Equal("", Told(0, 0));
    }

    [Fact]
    public void Raised_limit_does_not_tell_again_what_was_told() => Assert.Equal("95", Told(19.5m, 20, 50, 80));

    [Fact]
    public void Messages_are_the_plans()
    {
        Assert.Equal(
            ["Budget halfway reached", "Approaching budget limit - consider Haiku", "CRITICAL: Budget nearly exhausted", "Budget exceeded"],
            ThresholdCrossings.Percents.Select(AlertMessages.Of));
        Assert.Equal("Budget exceeded - forcing Haiku mode", AlertMessages.ExceededForcing);
        Assert.Throws<ArgumentOutOfRangeException>(() => AlertMessages.Of(60));
    }

    /// <summary>
    /// Calls of any size and corrections downwards, clocks set forward and back by up to two periods, restarts at any point (also between storing the spend and telling), days of 23 and 25
    /// hours. What is told is compared with the highest spend each period ever had at a look.
    /// </summary>
    [Fact]
    public void Every_threshold_reached_is_told_exactly_once_per_period_and_no_other() => Gen.Select(
        Gen.Int[0, 4].Select(static index => Zones[index]),
        Gen.Int[2, 4].Select(static period => (BudgetPeriod)period),
        Gen.Long[0, 3L * 365 * 24 * 3600],
        Gen.Select(Gen.Double[-1, 6], Gen.Double[-0.3, 1], Gen.Int[0, 9]).Array[0, 60]).Sample(
            (zone, period, second, steps) =>
            {
                var book = new ToldBook(period, TimeZoneInfo.FindSystemTimeZoneById(zone), 10m);
                var now = new DateTimeOffset(2008, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(second);
                foreach (var (costUsd, share, what) in steps)
                {
                    now += share * (what == 0 ? 2 : 0.2) * (BudgetWindow.At(period, now, book.Zone)!.Value is var window ? window.End - window.Start : default);
                    book.Spend(now, (decimal)costUsd, isKilled: what == 1);
                    if (what == 2)
                    {
                        book = book.Reopened();
                    }
                }

                book.Look();
                Assert.Equal(book.Due(), book.Told);
            },
            iter: Runs.Of(3_000, 100_000));

    private static string Told(decimal spentUsd, decimal limitUsd, params int[] told) => string.Join(',', ThresholdCrossings.Reached(spentUsd, limitUsd, told.ToHashSet()));
}
