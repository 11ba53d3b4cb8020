namespace Coxswain.Testing.Traces.Drafting;

internal static class Shares
{
    /// <summary>Splits <paramref name="total"/> by weight into whole parts of at least <paramref name="least"/> that add up to it exactly where it suffices.</summary>
    public static long[] Of(long total, double[] weights, long least)
    {
        var sum = weights.Sum();
        var spare = Math.Max(0, total - (least * weights.Length));
        var parts = weights.Select(weight => least + (long)(spare * weight / sum)).ToArray();
        parts[^1] += Math.Max(0, total - parts.Sum());
        return parts;
    }
}
