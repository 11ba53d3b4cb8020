namespace Coxswain.Core.Budgets.Recommending;

/// <summary>The beta distribution: what is known of a rate after so many successes and failures, which need not be whole numbers. By hand: packages for it (MathNet.Numerics) may not be used in Core.</summary>
internal readonly record struct BetaShape(double Successes, double Failures)
{
    /// <summary>Below this a quantile says nothing any more.</summary>
    private const double Least = 0.8;
    private const int Halvings = 45;
    private const int MostTerms = 300;
    private const double Enough = 1e-12;

    private static readonly double[] Lanczos =
        [676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];

    public double Mean => Successes / (Successes + Failures);

    public double Variance => Mean * (1 - Mean) / (Successes + Failures + 1);

    public BetaShape WithMean(double mean) => new(mean * (Successes + Failures), (1 - mean) * (Successes + Failures));

    /// <summary>The same mean with more doubt: a further variance of the log-odds.</summary>
    public BetaShape Widened(double variance)
    {
        var spread = Mean * (1 - Mean);
        var count = Math.Max(Least, (1 / (spread * ((1 / (spread * (Successes + Failures + 1))) + variance))) - 1);
        return new BetaShape(count * Mean, count * (1 - Mean));
    }

    /// <summary>The rate that so large a part of the probability is below.</summary>
    public double Quantile(double part)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(middle) < part ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>The probability that the rate is below.</summary>
    public double Below(double rate)
    {
        if (rate is <= 0 or >= 1)
        {
            return rate <= 0 ? 0 : 1;
        }

        var front = Math.Exp(LogGamma(Successes + Failures) - LogGamma(Successes) - LogGamma(Failures) + (Successes * Math.Log(rate)) + (Failures * Math.Log(1 - rate)));
        return rate < (Successes + 1) / (Successes + Failures + 2)
            ? front * Fraction(Successes, Failures, rate) / Successes
            : 1 - (front * Fraction(Failures, Successes, 1 - rate) / Failures);
    }

    /// <summary>How probable it is that this rate is more than a margin below another; by the normal distribution of the difference.</summary>
    public double ProbablyBelow(BetaShape other, double margin)
        => Normal((other.Mean - Mean - margin) / Math.Sqrt(Variance + other.Variance));

    // Abramowitz and Stegun 7.1.26: right to 1.5e-7.
    private static double Normal(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * x));
        var tail = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-x * x) / 2;
        return z < 0 ? tail : 1 - tail;
    }

    // The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
    private static double Fraction(double a, double b, double x)
    {
        var (c, d) = (1.0, 1 / NotZero(1 - ((a + b) * x / (a + 1))));
        var result = d;
        for (var m = 1; m <= MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            result *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < Enough)
            {
                break;
            }
        }

        return result;
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    private static double LogGamma(double x)
    {
        if (x < 0.5)
        {
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        }

        var sum = 0.99999999999980993;
        for (var i = 0; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (x + i);
        }

        var t = x + Lanczos.Length - 1.5;
        return (Math.Log(2 * Math.PI) / 2) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}
