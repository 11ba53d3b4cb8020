namespace Coxswain.Core.Usage.Caching;

/// <param name="Turns">Something can be said about so many; first turns of conversations, which expect nothing, are among them.</param>
/// <param name="LostTurns">Of these, those that read less than they could have.</param>
/// <param name="ExpectedReadTokens">What turns had left for those after them.</param>
/// <param name="ActualReadTokens">Of turns that expected something; more than expected where another conversation had cached the same.</param>
/// <param name="LossUsd">Of lost turns whose price is known; <see langword="null"/> when none is and some were lost.</param>
/// <param name="UnknownLossTurns">Lost turns that are not in <paramref name="LossUsd"/>.</param>
/// <param name="UpperBoundTurns">Lost turns whose loss is at most what is told.</param>
public sealed record CacheTotals(
    long Turns, long FirstTurns, long LostTurns, long ExpectedReadTokens, long ActualReadTokens, long LostTokens, decimal? LossUsd, long UnknownLossTurns, long UpperBoundTurns)
{
    internal static CacheTotals Of(IReadOnlyCollection<CacheTurn> turns)
    {
        var lost = turns.Where(static turn => turn.IsLost).ToList();
        var priced = lost.Where(static turn => turn.LossUsd is not null).ToList();
        var expecting = turns.Where(static turn => turn.ExpectedReadTokens is not null).ToList();
        return new CacheTotals(
            turns.Count,
            turns.Count(static turn => turn.IsFirst),
            lost.Count,
            expecting.Sum(static turn => turn.ExpectedReadTokens ?? 0),
            expecting.Sum(static turn => turn.Request.Usage?.CacheReadTokens ?? 0),
            lost.Sum(static turn => turn.LostTokens),
            lost.Count > 0 && priced.Count == 0 ? null : priced.Sum(static turn => turn.LossUsd ?? 0),
            lost.Count - priced.Count,
            lost.Count(static turn => turn.IsUpperBound));
    }
}
