namespace Coxswain.Core.Recovery.Learning;

/// <summary>How often a strategy helped. Older outcomes count less, so <paramref name="Outcomes"/> is no whole number.</summary>
/// <param name="SuccessRate">Null without outcomes: unknown, not zero.</param>
/// <param name="Low">With <paramref name="High"/> Wilson's 95 % interval at that many outcomes; 0 and 1 without any.</param>
/// <param name="MeanExtraCostUsd">Of an attempt.</param>
public sealed record StrategyRate(double? SuccessRate, double Outcomes, double Low, double High, double MeanExtraCostUsd)
{
    private const double Z = 1.959964;

    internal static StrategyRate Of(Tally tally)
    {
        var n = tally.Outcomes;
        if (n <= 0)
        {
            return new StrategyRate(null, 0, 0, 1, 0);
        }

        var rate = tally.Successes / n;
        var middle = (rate + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((rate * (1 - rate) / n) + (Z * Z / (4 * n * n)));
        return new StrategyRate(rate, n, Math.Max(0, middle - half), Math.Min(1, middle + half), tally.MeanCostUsd);
    }
}
