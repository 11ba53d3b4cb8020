using Coxswain.Core.Ratings;

namespace Coxswain.Tests.Core.Ratings;

public sealed class RatingSummaryTests
{
    [Fact]
    public void Mean_interval_and_median_are_those_of_the_scores()
    {
        // 2, 3, 4, 5, 5: mean 3.8; squares 3.24 + 0.64 + 0.04 + 1.44 + 1.44 = 6.8, deviation √1.7; t of 4 degrees 2.776: 3.8 ± 2.776 × √(1.7 / 5) = 3.8 ± 1.6187; above 5 there is nothing.
        var summary = RatingSummary.Of([5, 3, 2, 5, 4]);

        Assert.Equal((5, 3.8, 4.0), (summary.N, summary.Mean ?? 0, summary.Median ?? 0));
        Assert.Equal(2.1813, summary.Low ?? 0, 4);
        Assert.Equal(5, summary.High);
        Assert.Equal([0, 1, 1, 1, 2], summary.Counts);
    }

    [Fact]
    public void Of_none_nothing_is_known_and_of_one_no_interval()
    {
        Assert.Equal((0, null, null, null), (RatingSummary.Of([]).N, RatingSummary.Of([]).Mean, RatingSummary.Of([]).Median, RatingSummary.Of([]).Low));
        Assert.Equal((4.0, 4.0, null, null), (RatingSummary.Of([4]).Mean, RatingSummary.Of([4]).Median, RatingSummary.Of([4]).Low, RatingSummary.Of([4]).High));
    }

    [Fact]
    public void The_median_of_an_even_number_is_between_the_middle_two() => Assert.Equal(2.5, RatingSummary.Of([1, 2, 3, 5]).Median);

    [Fact]
    public void Equal_scores_are_not_certain()
    {
        // Two fives: one more off by 4 gives 16 × 2 / 3; t 12.706 × √(10.667 / 1 / 2) is far beyond: all of it from 1. Ten fives: 16 × 10 / 11 / 9 / 10 = 0.1616, √ = 0.402 × 2.262 = 0.909.
        Assert.Equal((1.0, 5.0), (RatingSummary.Of([5, 5]).Low, RatingSummary.Of([5, 5]).High));
        Assert.Equal(4.0906, RatingSummary.Of([5, 5, 5, 5, 5, 5, 5, 5, 5, 5]).Low ?? 0, 3);
    }
}
