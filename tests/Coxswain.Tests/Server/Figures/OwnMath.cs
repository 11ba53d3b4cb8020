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

    public static (double Low, double High) Wilson(long count, long of)
    {
        const double Z = 1.959963984540054;
        var rate = (double)count / of;
        var middle = (rate + (Z * Z / (2 * of))) / (1 + (Z * Z / of));
        var half = Z * Math.Sqrt((rate * (1 - rate) / of) + (Z * Z / (4.0 * of * of))) / (1 + (Z * Z / of));
        return (middle - half, middle + half);
    }

    /// <summary>
    /// Quantiles of the Beta distribution that Jeffreys' prior becomes: with x = sin² of an angle its density is a product of whole powers, which is added up.
    /// </summary>
    public static (double Low, double High) Jeffreys(long count, long of)
    {
        const int Steps = 400_000;
        const double Step = Math.PI / 2 / Steps;
        double Log(double angle) => (2 * count * Math.Log(Math.Sin(angle))) + (2 * (of - count) * Math.Log(Math.Cos(angle)));
        var top = Log(Math.Clamp(Math.Asin(Math.Sqrt((double)count / Math.Max(1, of))), Step, (Math.PI / 2) - Step));
        var density = Enumerable.Range(0, Steps).Select(place => Math.Exp(Log((place + 0.5) * Step) - top)).ToList();
        var whole = density.Sum();
        var (sum, low, high) = (0.0, 0.0, 1.0);
        for (var place = 0; place < Steps; place++)
        {
            var (before, x) = (sum, Math.Pow(Math.Sin((place + 0.5) * Step), 2));
            sum += density[place];
            low = before < 0.025 * whole && sum >= 0.025 * whole ? x : low;
            high = before < 0.975 * whole && sum >= 0.975 * whole ? x : high;
        }

        // Where none or all came true one end is certain.
        return (count == 0 ? 0 : low, count == of ? 1 : high);
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
