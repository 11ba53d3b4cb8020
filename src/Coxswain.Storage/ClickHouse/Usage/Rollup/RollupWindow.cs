using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;

namespace Coxswain.Storage.ClickHouse.Usage.Rollup;

/// <summary>A window as kept sums answer it: whole hours from the sums, what is before and after them from kept requests.</summary>
/// <param name="SinceMs">Milliseconds since 1970, as <paramref name="UntilMs"/>.</param>
/// <param name="WholeFromS">Begin of the first whole hour in seconds since 1970; where there is none, where the requests before it end.</param>
/// <param name="IsExact">Requests alone are asked for: the zone's periods are not made of whole hours.</param>
internal sealed record RollupWindow(long SinceMs, long WholeFromS, long WholeUntilS, long UntilMs, bool IsExact)
{
    private static readonly DateTimeOffset NoEnd = new(2299, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <summary>No moment at all.</summary>
    public static RollupWindow Empty { get; } = new(0, 0, 0, 0, IsExact: true);

    public long HeadUntilMs => Math.Min(UntilMs, WholeFromS * 1000);

    /// <summary>The window begins or ends within an hour.</summary>
    public bool HasEdges => HeadUntilMs > SinceMs || UntilMs > TailFromMs;

    public long TailFromMs => WholeUntilS * 1000;

    /// <summary>Where nothing is kept: requests alone.</summary>
    public static RollupWindow WithoutHours(TimeRange window)
    {
        var (since, until) = (window.From.ToUnixTimeMilliseconds(), window.To.ToUnixTimeMilliseconds());
        var end = (until / 1000) + 1;
        return new RollupWindow(since, end, end, until, IsExact: true);
    }

    /// <param name="grain">Seconds.</param>
    /// <param name="isByTime">Groups are hours, days, weeks or months of the filter's zone.</param>
    public static RollupWindow Of(UsageFilter filter, int grain, bool isByTime)
    {
        var (since, until) = ((filter.Since ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds(), (filter.Until ?? NoEnd).ToUnixTimeMilliseconds());
        var end = Ceiling(until);
        var isExact = isByTime && !RollupGrain.Divides(filter.TimeZone, grain);
        var from = isExact ? end : Math.Min(Ceiling(since), end);

        // A window within one hour has no whole one.
        return new RollupWindow(since, from, isExact ? end : Math.Max(from, Floor(until)), until, isExact);

        long Floor(long ms) => (long)Math.Floor((double)ms / (grain * 1000L)) * grain;
        long Ceiling(long ms) => (long)Math.Ceiling((double)ms / (grain * 1000L)) * grain;
    }
}
