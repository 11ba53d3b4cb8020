using Coxswain.Core.Usage;

namespace Coxswain.Tests.Core.Usage;

public sealed class SessionSpendTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly SessionSpend Spend = new(5, 3m, 0, Noon.AddMinutes(-10), Noon, 5, 0.5m, 0);

    [Theory]
    [InlineData(10, 10, 3)]
    [InlineData(5, 5, 6)]
    [InlineData(60, 60, 0.5)]
    [InlineData(600, 60, 0.5)]
    public void Rate_is_what_the_last_hour_or_the_session_so_far_cost_per_hour(int minutesSinceFirst, double over, double perHour)
    {
        var burn = (Spend with { FirstRequest = Noon.AddMinutes(-minutesSinceFirst) }).BurnAt(Noon);

        Assert.Equal((5, over, (decimal)perHour), (burn!.Requests, burn.OverMinutes, Math.Round(burn.CostUsdPerHour, 10)));
    }

    [Fact]
    public void Too_little_gives_no_rate()
    {
        Assert.Null((Spend with { FirstRequest = Noon.AddMinutes(-4.9) }).BurnAt(Noon));
        Assert.Null((Spend with { RecentRequests = 1 }).BurnAt(Noon));
        Assert.Null((Spend with { RecentRequests = 0, RecentCostUsd = null }).BurnAt(Noon));
        Assert.Null((Spend with { RecentUnknownCostRequests = 1 }).BurnAt(Noon));
        Assert.Null((Spend with { FirstRequest = Noon.AddMinutes(3) }).BurnAt(Noon));
    }
}
