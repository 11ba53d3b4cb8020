namespace Coxswain.Storage.ClickHouse.Usage.Rollup;

/// <summary>How long an hour of the kept sums is, and whose periods are made of such hours.</summary>
internal static class RollupGrain
{
    /// <summary>There were no requests before; what a zone's clocks did then does not matter.</summary>
    private static readonly DateTime Earliest = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private static readonly int[] Grains = [3600, 1800, 900];

    /// <returns>Seconds: the longest hour whose borders are the zone's too, an hour, half or a quarter of one.</returns>
    public static int Of(TimeZoneInfo zone) => Array.Find(Grains, grain => Divides(zone, grain)) is > 0 and var fits ? fits : Grains[^1];

    /// <summary>Whether hours, days, weeks and months of a zone are made of whole hours of the sums.</summary>
    /// <param name="grain">Seconds.</param>
    public static bool Divides(TimeZoneInfo zone, int grain) => Offsets(zone).All(offset => offset.Ticks % TimeSpan.FromSeconds(grain).Ticks == 0);

    private static IEnumerable<TimeSpan> Offsets(TimeZoneInfo zone) => zone.GetAdjustmentRules()
        .Where(static rule => rule.DateEnd >= Earliest)
        .SelectMany(rule => new[] { zone.BaseUtcOffset + rule.BaseUtcOffsetDelta, rule.DaylightDelta })
        .Prepend(zone.BaseUtcOffset);
}
