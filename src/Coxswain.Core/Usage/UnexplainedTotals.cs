using Coxswain.Core.Sessions;

namespace Coxswain.Core.Usage;

/// <summary>What the clients' own totals of sessions have beyond the requests stored of them.</summary>
/// <param name="Compared">Sessions whose client told a total that can be compared.</param>
/// <param name="Sessions">Those whose total is higher than their requests explain.</param>
/// <param name="Usd">By how much, together.</param>
public sealed record UnexplainedTotals(long Compared, long Sessions, decimal Usd)
{
    public static UnexplainedTotals Of(IEnumerable<SessionClientTotal> totals)
    {
        var known = totals.Where(static one => one.UnexplainedUsd is not null).ToList();
        return new UnexplainedTotals(known.Count, known.Count(static one => one.UnexplainedUsd > 0), known.Sum(static one => one.UnexplainedUsd ?? 0));
    }
}
