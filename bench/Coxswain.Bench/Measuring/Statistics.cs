namespace Coxswain.Bench.Measuring;

internal static class Statistics
{
    private const int Resamples = 2000;

    public static double Median(IReadOnlyList<double> samples) => Quantile(samples, 0.5);

    public static double Quantile(IReadOnlyList<double> samples, double quantile)
    {
        var sorted = samples.Order().ToArray();
        var position = quantile * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (position - below));
    }

    /// <summary>95 % interval of the median by resampling; the samples themselves when there are too few to resample.</summary>
    public static (double Low, double High) Interval(IReadOnlyList<double> samples)
    {
        if (samples.Count < 3)
        {
            return (samples.Min(), samples.Max());
        }

        var random = new Random(1);
        var medians = new double[Resamples];
        var picked = new double[samples.Count];
        for (var i = 0; i < Resamples; i++)
        {
            for (var j = 0; j < picked.Length; j++)
            {
                picked[j] = samples[random.Next(samples.Count)];
            }

            medians[i] = Median(picked);
        }

        return (Quantile(medians, 0.025), Quantile(medians, 0.975));
    }
}
