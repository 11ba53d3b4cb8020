namespace Coxswain.Core.Kernel;

/// <summary>A mean of so many values, with the interval that holds the true one 95 times in 100 (Student). Of none nothing is known: <see langword="null"/>, not 0.</summary>
/// <param name="Low"><see langword="null"/>: one value, or none, does not tell.</param>
public sealed record MeanEstimate(int N, double? Mean, double? Low, double? High)
{
    public static MeanEstimate Of(IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            return new MeanEstimate(0, null, null, null);
        }

        var mean = values.Average();
        if (values.Count == 1)
        {
            return new MeanEstimate(1, mean, null, null);
        }

        var half = StudentT.Factor(StudentT.UsualMiss, values.Count - 1) * Math.Sqrt(Variance(values, mean) / values.Count);
        return new MeanEstimate(values.Count, mean, mean - half, mean + half);
    }

    /// <summary>Of the values about their mean; at least two.</summary>
    internal static double Variance(IReadOnlyCollection<double> values, double mean) => values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
}
