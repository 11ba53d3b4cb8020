using Coxswain.Core.Kernel;

namespace Coxswain.Tests.Core.Kernel;

public sealed class MeanEstimateTests
{
    /// <summary>From printed tables of Student's distribution, both sides together.</summary>
    [Theory]
    [InlineData(0.05, 1, 12.706)]
    [InlineData(0.05, 2, 4.303)]
    [InlineData(0.05, 3, 3.182)]
    [InlineData(0.05, 5, 2.571)]
    [InlineData(0.05, 10, 2.228)]
    [InlineData(0.05, 30, 2.042)]
    [InlineData(0.05, 1e9, 1.960)]
    [InlineData(0.01, 10, 3.169)]
    [InlineData(0.001, 20, 3.850)]
    [InlineData(0.001, 1e9, 3.291)]
    public void Factor_is_that_of_the_tables(double miss, double freedom, double expected) => Assert.Equal(1, StudentT.Factor(miss, freedom) / expected, 0.005);

    /// <summary>Mean 4, variance 10 of 2, 3, 3 and 8: 22 / 3 of the squares; half is 3.182 · √(22 / 3 / 4).</summary>
    [Fact]
    public void Mean_has_its_interval_and_too_few_values_have_none()
    {
        var four = MeanEstimate.Of([2, 3, 3, 8]);

        Assert.Equal((4, 4.0), (four.N, four.Mean ?? 0));
        Assert.Equal(4 - (3.182 * Math.Sqrt(22.0 / 12)), four.Low ?? 0, 0.02);
        Assert.Equal(4 + (3.182 * Math.Sqrt(22.0 / 12)), four.High ?? 0, 0.02);
        Assert.Equal(new MeanEstimate(1, 7, null, null), MeanEstimate.Of([7]));
        Assert.Equal(new MeanEstimate(0, null, null, null), MeanEstimate.Of([]));
    }

    /// <summary>Variances 1 and 4 of three values each: error √(1/3 + 4/3), freedom (5/3)² / ((1/9 + 16/9) / 2) = 2.94.</summary>
    [Fact]
    public void Difference_is_Welchs()
    {
        var difference = MeanDifference.Of([1, 2, 3], [8, 10, 12], 0.05);

        Assert.Equal(-8, difference!.Difference, 1e-12);
        Assert.Equal(-8 + (3.21 * Math.Sqrt(5.0 / 3)), difference.High, 0.1);
        Assert.True(difference.IsBelowZero);
        Assert.Null(MeanDifference.Of([1], [8, 10, 12], 0.05));
        Assert.Equal(new MeanDifference(-2, -2, -2), MeanDifference.Of([1, 1], [3, 3], 0.05));
    }
}
