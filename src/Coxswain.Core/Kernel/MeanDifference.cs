using System.Globalization;

namespace Coxswain.Core.Kernel;

/// <summary>How much larger one mean is than another, with its interval (Welch).</summary>
public sealed record MeanDifference(double Difference, double Low, double High)
{
    public bool IsBelowZero => High < 0;

    public bool IsAboveZero => Low > 0;

    /// <summary>What the interval says, in words: one of two, or that it shows no difference, with from how many of each side.</summary>
    public string Finding(string below, string above, string of, long n, long others)
        => IsBelowZero ? below : IsAboveZero ? above : string.Create(CultureInfo.InvariantCulture, $"no difference in {of} shown (n {n:N0} and {others:N0})");

    /// <param name="miss">How often the interval may miss the true difference: 0.05 for one question, less for each of many.</param>
    /// <returns><see langword="null"/>: one side has fewer than two values.</returns>
    internal static MeanDifference? Of(IReadOnlyCollection<double> values, IReadOnlyCollection<double> others, double miss)
    {
        if (values.Count < 2 || others.Count < 2)
        {
            return null;
        }

        var (mean, otherMean) = (values.Average(), others.Average());
        return Of(
            mean - otherMean,
            [(MeanEstimate.Variance(values, mean) / values.Count, values.Count), (MeanEstimate.Variance(others, otherMean) / others.Count, others.Count)],
            miss);
    }

    /// <summary>Of a sum of independent means.</summary>
    /// <param name="parts">What each adds to the variance, and from how many values.</param>
    internal static MeanDifference Of(double difference, IReadOnlyCollection<(double Variance, int N)> parts, double miss)
    {
        var variance = parts.Sum(static part => part.Variance);
        if (variance <= 0)
        {
            return new MeanDifference(difference, difference, difference);
        }

        // Welch and Satterthwaite's degrees of freedom.
        var freedom = variance * variance / parts.Sum(static part => part.Variance * part.Variance / Math.Max(1, part.N - 1));
        var half = StudentT.Factor(miss, freedom) * Math.Sqrt(variance);
        return new MeanDifference(difference, difference - half, difference + half);
    }
}
