using Coxswain.Core.Budgets.Recommending;

namespace Coxswain.Tests.Core.Budgets.Recommending;

public sealed class BetaShapeTests
{
    [Theory]
    [InlineData(1, 1, 0.3, 0.3)]
    [InlineData(2, 3, 0.5, 0.6875)]
    [InlineData(5, 1, 0.8, 0.32768)]
    [InlineData(0.5, 0.5, 0.5, 0.5)]
    [InlineData(0.5, 0.5, 0.25, 0.333333333333)]
    [InlineData(400, 400, 0.5, 0.5)]
    public void The_share_below_a_rate_is_the_known_one(double successes, double failures, double rate, double below)
        => Assert.Equal(below, new BetaShape(successes, failures).Below(rate), 9);

    [Fact]
    public void A_quantile_has_its_share_below()
    {
        var random = new Random(13);
        for (var i = 0; i < 500; i++)
        {
            var shape = new BetaShape(0.5 + (50 * random.NextDouble()), 0.5 + (50 * random.NextDouble()));
            var part = 0.02 + (0.96 * random.NextDouble());

            Assert.Equal(part, shape.Below(shape.Quantile(part)), 6);
        }
    }

    [Fact]
    public void Widening_keeps_the_mean_and_makes_the_interval_wider()
    {
        var shape = new BetaShape(30, 10);
        var wide = shape.Widened(0.5);

        Assert.Equal(shape.Mean, wide.Mean, 9);
        Assert.True(wide.Quantile(0.1) < shape.Quantile(0.1) && wide.Quantile(0.9) > shape.Quantile(0.9));
        Assert.Equal(shape.Successes, shape.Widened(0).Successes, 6);
    }

    [Fact]
    public void A_rate_is_probably_below_another_when_much_is_known_and_not_when_little_is()
    {
        Assert.True(new BetaShape(40, 60).ProbablyBelow(new BetaShape(90, 10), 0.15) > 0.99);
        Assert.InRange(new BetaShape(0.4, 0.6).ProbablyBelow(new BetaShape(0.9, 0.1), 0.15), 0.6, 0.85);
        Assert.Equal(0.5, new BetaShape(40, 60).ProbablyBelow(new BetaShape(55, 45), 0.15), 6);
    }
}
