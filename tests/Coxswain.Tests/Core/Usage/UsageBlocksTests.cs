using Coxswain.Core.Usage;

namespace Coxswain.Tests.Core.Usage;

public sealed class UsageBlocksTests
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Block_starts_at_the_full_hour_of_its_first_request_and_lasts_five_hours()
    {
        var block = Assert.Single(Fold(Nine.AddDays(1), (9, 10), (13, 20))).Block!;

        Assert.Equal(Nine, block.Start);
        Assert.Equal(Nine.AddHours(5), block.End);
    }

    [Fact]
    public void Request_at_the_end_opens_the_next_block() =>
        Assert.Equal([Nine, Nine.AddHours(5), Nine.AddHours(11)], Fold(Nine.AddDays(1), (9, 0), (13, 59), (14, 0), (20, 30)).Select(row => row.Block!.Start));

    [Theory]
    [InlineData(4.9, true)]
    [InlineData(5, false)]
    public void Block_is_active_until_its_end(double hours, bool active) =>
        Assert.Equal(active, Fold(Nine.AddHours(hours), (9, 0), (13, 0))[0].Block!.IsActive);

    [Fact]
    public void Burn_rate_tells_over_how_long_and_how_many_requests_it_was_measured()
    {
        var hours = new[] { (Nine, SomeUsage.Of(Nine, Nine.AddMinutes(30), requests: 3, input: 3000, cost: 1.5m)) };

        Assert.Equal(new BurnRate(3, 30, 100, 3m), UsageBlocks.Fold(hours, Nine)[0].Block!.Burn);
    }

    [Fact]
    public void Cost_an_hour_is_exact_where_it_can_be()
    {
        var hours = new[] { (Nine, SomeUsage.Of(Nine, Nine.AddMinutes(2), requests: 2, input: 1, cost: 0.11076605m)) };

        Assert.Equal(3.3229815m, UsageBlocks.Fold(hours, Nine)[0].Block!.Burn!.CostUsdPerHour);
    }

    [Fact]
    public void One_request_has_no_burn_rate() => Assert.Null(Fold(Nine, (9, 0))[0].Block!.Burn);

    [Fact]
    public void Burn_rate_of_unknown_costs_is_unknown()
    {
        var hours = new[] { (Nine, SomeUsage.Of(Nine, Nine.AddMinutes(30), requests: 3, input: 3000, cost: null, unknown: 3)) };

        Assert.Null(UsageBlocks.Fold(hours, Nine)[0].Block!.Burn!.CostUsdPerHour);
    }

    [Fact]
    public void No_request_is_no_block() => Assert.Empty(UsageBlocks.Fold([], Nine));

    private static IReadOnlyList<UsageRow> Fold(DateTimeOffset now, params (int Hour, int Minute)[] requests) => UsageBlocks.Fold(
        requests.Select(at => (Nine.AddHours(at.Hour - 9), SomeUsage.Of(Nine.AddHours(at.Hour - 9).AddMinutes(at.Minute)))), now);
}
