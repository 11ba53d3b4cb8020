namespace Coxswain.Core.Budgets.Switching;

/// <summary>How many of the turns left may come after the cache has expired: what is not known of the user's breaks, and chance, which counts for much when few turns are left.</summary>
internal static class ColdShares
{
    /// <returns>Shares with their weights, which add up to 1.</returns>
    public static IEnumerable<(double Share, double Weight)> Of(TurnShape turn, int turns)
    {
        var mean = Math.Clamp(turn.ColdShare, 0, 1);

        // Of the first turn it is known what its cache holds.
        if (mean is 0 or 1 || turns <= 1)
        {
            return [(mean, 1)];
        }

        var variance = (turn.ColdSpread * turn.ColdSpread) + (mean * (1 - mean) / (turns - 1));
        var deviation = Math.Sqrt(Math.Log(1 + (variance / (mean * mean))));
        return NormalPoints.Three.Select(point => (Math.Min(1, mean * Math.Exp((point.At * deviation) - (deviation * deviation / 2))), point.Weight));
    }
}
