using Coxswain.Core.Usage;

namespace Coxswain.Storage.ClickHouse.Usage.Rollup;

/// <summary>A window as kept sums answer it: whole hours from the sums, what is before and after them from kept requests.</summary>
/// <param name="HeadS">Begin of the hour the window begins in; this and the others in seconds since 1970.</param>
/// <param name="TailS">End of the hour the window ends in.</param>
/// <param name="IsExact">Requests alone are asked for: the zone's periods are not made of whole hours.</param>
internal sealed record RollupWindow(long HeadS, long WholeFromS, long WholeUntilS, long TailS, long SinceMs, long UntilMs, bool IsExact)
{
    private static readonly DateTimeOffset NoEnd = new(2299, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <param name="grain">Seconds.</param>
    /// <param name="isByTime">Groups are hours, days, weeks or months of the filter's zone.</param>
    public static RollupWindow Of(UsageFilter filter, int grain, bool isByTime)
    {
        var (since, until) = ((filter.Since ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds(), (filter.Until ?? NoEnd).ToUnixTimeMilliseconds());
        var (head, tail) = (Floor(since), Ceiling(until));
        var isExact = isByTime && !RollupGrain.Divides(filter.TimeZone, grain);
        var (from, to) = isExact ? (tail, tail) : (Ceiling(since), Floor(until));

        // A window within one hour has no whole one.
        return new RollupWindow(head, Math.Min(from, tail), Math.Max(Math.Min(from, tail), to), tail, since, until, isExact);

        long Floor(long ms) => (long)Math.Floor((double)ms / (grain * 1000L)) * grain;
        long Ceiling(long ms) => (long)Math.Ceiling((double)ms / (grain * 1000L)) * grain;
    }
}
