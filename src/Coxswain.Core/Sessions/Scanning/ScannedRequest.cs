using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Sessions.Scanning;

/// <summary>One request as one line tells it. Ids are kept as hashes: 64 bits each leave less than one chance in ten million of a mix-up among a million requests.</summary>
/// <param name="Order">Place of the line among all lines of all files: settles what nothing else does, so that equal input gives equal output.</param>
internal readonly record struct ScannedRequest(
    ulong MessageHash, ulong RequestHash, long TimeTicks, UsageCounts Counts, int Model, UsageMarks Marks, (int File, long Offset) Order)
{
    public bool IsSidechain => !Marks.IsMain;

    /// <summary>
    /// Which of two lines about the same request counts: the main conversation before a sidechain, then the larger total, as ccusage has it; then the larger
    /// share of 1-hour writes, output and cache reads, as the store has it; then the first.
    /// </summary>
    public bool IsBetterThan(in ScannedRequest other)
    {
        if (IsSidechain != other.IsSidechain)
        {
            return other.IsSidechain;
        }

        var order = Rank(Counts).CompareTo(Rank(other.Counts));
        return order != 0 ? order > 0 : Order.CompareTo(other.Order) < 0;
    }

    private static (long Total, long OneHour, long Output, long Read) Rank(in UsageCounts counts) => (counts.Total, counts.CacheWrite1h, counts.Output, counts.CacheRead);
}
