namespace Coxswain.Core.Budgets.Alerts;

/// <summary>
/// Which shares of a limit the spend has reached and nobody was told of. What was told is the whole memory: spend that arrived while nothing ran, a call that jumps several
/// thresholds and a crash between storing spend and telling of it all come to the same. Told ones stay told in their period, also when the limit or a price is corrected.
/// </summary>
public static class ThresholdCrossings
{
    /// <summary>In percent of the limit, lowest first.</summary>
    public static IReadOnlyList<int> Percents { get; } = [50, 80, 95, 100];

    /// <param name="told">The percents told of in this period (or session) already.</param>
    /// <returns>Lowest first; to be kept where <paramref name="told"/> is read from, then told.</returns>
    public static IReadOnlyList<int> Reached(decimal spentUsd, decimal limitUsd, IReadOnlySet<int> told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return spentUsd <= 0 ? [] : [.. Percents.Where(percent => spentUsd >= limitUsd * percent / 100 && !told.Contains(percent))];
    }
}
