namespace Coxswain.Core.Monitoring.Timeouts;

/// <summary>How long some calls took, to be counted fast. A call that was cut lasted at least so long: beyond that nothing is known of it.</summary>
internal sealed class DurationList
{
    /// <summary>A deadline fires a moment after its time, and is recorded before or after it by as little.</summary>
    private static readonly TimeSpan Blur = TimeSpan.FromMilliseconds(100);

    private readonly long[] _whole;
    private readonly long[] _cut;

    public DurationList(IEnumerable<(TimeSpan Lasted, bool IsCut)> calls)
    {
        var known = calls.ToLookup(static call => call.IsCut, static call => call.Lasted.Ticks);
        _whole = [.. known[false].Order()];
        _cut = [.. known[true].Order()];
    }

    /// <summary>Of those that lasted longer than <paramref name="lasted"/> and are known to have passed the deadline or not.</summary>
    public (long Passed, long Of) Count(TimeSpan lasted, TimeSpan deadline)
    {
        // Cut ones count where they reached the deadline; of the others nobody knows.
        var cut = (long)_cut.Length - FirstFrom(_cut, Math.Max((deadline - Blur).Ticks, lasted.Ticks + 1));
        var passed = _whole.Length - FirstFrom(_whole, Math.Max(deadline.Ticks, lasted.Ticks) + 1);
        return (passed + cut, _whole.Length - FirstFrom(_whole, lasted.Ticks + 1) + cut);
    }

    private static int FirstFrom(long[] sorted, long value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
