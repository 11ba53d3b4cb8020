namespace Coxswain.Core.Kernel;

/// <summary>How many standard errors an interval reaches to each side of a mean.</summary>
internal static class StudentT
{
    /// <summary>One of so many intervals misses the true value.</summary>
    public const double UsualMiss = 0.05;

    // Acklam's rational approximation of the inverse normal distribution, good to nine places.
    private static readonly double[] A = [-3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00];
    private static readonly double[] B = [-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01, -1.328068155288572e+01, 1];
    private static readonly double[] C = [-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00];
    private static readonly double[] D = [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1];

    /// <param name="miss">Of both sides together, such as 0.05.</param>
    /// <param name="freedom">Degrees of freedom, above 0; one and two are exact, from three on it is Cornish and Fisher's expansion, for 0.05 less than 0.5 % too small.</param>
    public static double Factor(double miss, double freedom)
    {
        var upper = 1 - (miss / 2);
        if (freedom < 1.5)
        {
            return Math.Tan(Math.PI * (upper - 0.5));
        }

        if (freedom < 2.5)
        {
            var part = (2 * upper) - 1;
            return part * Math.Sqrt(2 / (1 - (part * part)));
        }

        var z = Normal(miss / 2);
        var (z3, z5) = (z * z * z, Math.Pow(z, 5));
        var (z7, z9) = (Math.Pow(z, 7), Math.Pow(z, 9));
        return z
            + ((z3 + z) / (4 * freedom))
            + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * Math.Pow(freedom, 2)))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / (384 * Math.Pow(freedom, 3)))
            + (((79 * z9) + (776 * z7) + (1482 * z5) - (1920 * z3) - (945 * z)) / (92160 * Math.Pow(freedom, 4)));
    }

    /// <summary>What a standard normal value is above with that chance, which is below a half.</summary>
    private static double Normal(double chance)
    {
        if (chance < 0.02425)
        {
            var q = Math.Sqrt(-2 * Math.Log(chance));
            return -(Polynomial(C, q) / Polynomial(D, q));
        }

        var centred = 0.5 - chance;
        var square = centred * centred;
        return Polynomial(A, square) * centred / Polynomial(B, square);
    }

    private static double Polynomial(double[] factors, double at) => factors.Aggregate(0.0, (sum, factor) => (sum * at) + factor);
}
