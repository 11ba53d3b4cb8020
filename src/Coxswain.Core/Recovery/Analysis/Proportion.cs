namespace Coxswain.Core.Recovery.Analysis;

/// <summary>How many of how many, with the interval that holds the true rate 95 times in 100 (Wilson). Of none nothing is known: <see langword="null"/>, not 0.</summary>
public sealed record Proportion(long Count, long Of)
{
    private const double Z = 1.959963984540054;

    public double? Rate => Of == 0 ? null : (double)Count / Of;

    public double? Low => Of == 0 ? null : Math.Max(0, Middle - Half);

    public double? High => Of == 0 ? null : Math.Min(1, Middle + Half);

    private double Middle => ((double)Count + (Z * Z / 2)) / (Of + (Z * Z));

    private double Half => Z / (Of + (Z * Z)) * Math.Sqrt(((double)Count * (Of - Count) / Of) + (Z * Z / 4));

    /// <summary>The rates differ by more than chance: the intervals do not touch.</summary>
    public bool IsAbove(Proportion other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Low > other.High;
    }
}
