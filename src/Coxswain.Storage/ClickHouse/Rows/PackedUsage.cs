using Coxswain.Core.Sessions;

namespace Coxswain.Storage.ClickHouse.Rows;

/// <summary>
/// A request's usage as two numbers (<c>UInt256</c>) that sort as its lines do, so that the store's larger one is a whole line's. Where each part stands,
/// schema 060 says; both numbers begin with the same parts.
/// </summary>
internal static class PackedUsage
{
    private const ulong LargestCount = (1UL << 50) - 1;
    private const ulong LargestSearches = (1UL << 40) - 1;
    private const ulong FromMain = 3;
    private const ulong FromSidechain = 2;

    public static void WriteCounts(RowWriter writer, RequestFact fact) =>
        Write(writer, fact, Count(fact.InputTokens) | ((UInt128)Count(fact.CacheReadTokens) << 50));

    public static void WriteDetails(RowWriter writer, RequestFact fact)
    {
        UInt128 thinking = fact.ThinkingTokens is { } told ? Count(told) + 1 : 0;
        var marks = (fact.Marks.IsUs ? 1UL : 0) | (fact.Marks.IsBatch ? 2UL : 0) | (fact.Marks.IsFast ? 4UL : 0);
        Write(writer, fact, marks | ((UInt128)Math.Min(Count(fact.WebSearchRequests), LargestSearches) << 3) | (thinking << 43));
    }

    /// <param name="last">The lower hundred bits.</param>
    private static void Write(RowWriter writer, RequestFact fact, UInt128 last)
    {
        UInt128 output = Count(fact.OutputTokens);
        UInt128 oneHour = Count(fact.CacheWrite1hTokens);
        var total = output + oneHour + Count(fact.InputTokens) + Count(fact.CacheReadTokens) + Count(fact.CacheWrite5mTokens);
        Write(writer, last | (output << 100));
        Write(writer, (output >> 28) | (oneHour << 22) | (total << 72) | ((UInt128)(fact.Marks.IsMain ? FromMain : FromSidechain) << 125));
    }

    private static void Write(RowWriter writer, UInt128 half)
    {
        writer.UInt64((ulong)(half & ulong.MaxValue));
        writer.UInt64((ulong)(half >> 64));
    }

    private static ulong Count(long count) => Math.Min((ulong)Math.Max(0, count), LargestCount);
}
