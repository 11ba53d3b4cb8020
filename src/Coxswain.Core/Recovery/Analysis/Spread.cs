namespace Coxswain.Core.Recovery.Analysis;

/// <summary>How long calls took, in milliseconds.</summary>
/// <param name="N">Calls whose time is known; 0: the others are <see langword="null"/>.</param>
public sealed record Spread(int N, double? MedianMs, double? P95Ms, double? MaxMs)
{
    public static Spread Of(IEnumerable<TimeSpan?> times)
    {
        var sorted = times.OfType<TimeSpan>().Select(static time => time.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0 ? new Spread(0, null, null, null) : new Spread(sorted.Length, Quantile(sorted, 0.5), Quantile(sorted, 0.95), sorted[^1]);
    }

    // The smallest value that so large a part is not above: always one that was measured.
    private static double Quantile(double[] sorted, double part) => sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];
}
