namespace Coxswain.Tests.Core.Usage;

public sealed class UsageTotalsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, "1", "1")]
    [InlineData("2", null, "2")]
    [InlineData("0", null, "0")]
    [InlineData("1", "2", "3")]
    public void Unknown_costs_do_not_become_zero_when_added(string? left, string? right, string? sum)
    {
        var total = SomeUsage.Of(Noon, cost: Money(left)).Plus(SomeUsage.Of(Noon.AddHours(1), cost: Money(right)));

        Assert.Equal(Money(sum), total.CostUsd);
        Assert.Equal((Noon, Noon.AddHours(1), 2), (total.FirstRequest, total.LastRequest, total.Requests));
    }

    private static decimal? Money(string? text) => text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
