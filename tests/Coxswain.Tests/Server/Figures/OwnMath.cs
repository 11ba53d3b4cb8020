namespace Coxswain.Tests.Server.Figures;

/// <summary>Statistics worked out another way than the product does.</summary>
internal static class OwnMath
{
    /// <summary>Half an interval of a mean at 95 %, with the distribution's quantile found by adding up its density.</summary>
    public static double Half(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => Math.Pow(value - mean, 2)) / (values.Count - 1));
        return Quantile(values.Count - 1) * deviation / Math.Sqrt(values.Count);
    }

    public static (double Low, double High) Wilson(int count, int of)
    {
        const double Z = 1.959963984540054;
        var rate = (double)count / of;
        var middle = (rate + (Z * Z / (2 * of))) / (1 + (Z * Z / of));
        var half = Z * Math.Sqrt((rate * (1 - rate) / of) + (Z * Z / (4.0 * of * of))) / (1 + (Z * Z / of));
        return (middle - half, middle + half);
    }

    private static double Quantile(int freedom)
    {
        const double Step = 1e-3;
        double Density(double at) => Math.Pow(1 + (at * at / freedom), -(freedom + 1) / 2.0);
        var whole = 0.0;
        for (var x = Step / 2; x < 2000; x += x < 50 ? Step : 0.05)
        {
            whole += Density(x) * (x < 50 ? Step : 0.05);
        }

        var (sum, at) = (0.0, Step / 2);
        for (; sum < 0.95 * whole; at += Step)
        {
            sum += Density(at) * Step;
        }

        return at;
    }
}
