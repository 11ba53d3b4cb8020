using Coxswain.Core.Sessions.Reading;

namespace Coxswain.Core.Sessions.Scanning;

/// <summary>One request as one line tells it. Ids are kept as hashes: 64 bits each leave less than one chance in ten million of a mix-up among a million requests.</summary>
/// <param name="Order">Place of the line among all lines of all files: settles what nothing else does, so that equal input gives equal output.</param>
internal readonly record struct ScannedRequest(
    ulong MessageHash, ulong RequestHash, long TimeTicks, UsageCounts Counts, int Model, UsageFactors Factors, bool IsSidechain, (int File, long Offset) Order)
{
    /// <summary>Which of two lines about the same request counts; the rule ccusage has: the main conversation before a sidechain, then the larger total, then the first.</summary>
    public bool IsBetterThan(in ScannedRequest other)
    {
        if (IsSidechain != other.IsSidechain)
        {
            return other.IsSidechain;
        }

        return Counts.Total != other.Counts.Total ? Counts.Total > other.Counts.Total : Order.CompareTo(other.Order) < 0;
    }
}
