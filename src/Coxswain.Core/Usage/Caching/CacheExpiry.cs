using Coxswain.Core.Pricing;

namespace Coxswain.Core.Usage.Caching;

/// <summary>What a conversation has in the cache, until when, and what it would cost to write it anew after that.</summary>
/// <param name="Lifetime">From the last turn on.</param>
/// <param name="RewriteUsd">Beyond reading it, at the price of the model that answered last; <see langword="null"/> when that is not known.</param>
public sealed record CacheExpiry(string SessionId, long WarmTokens, TimeSpan Lifetime, DateTimeOffset ExpiresAt, decimal? RewriteUsd)
{
    /// <param name="turns">The main conversation's requests, in any order.</param>
    /// <returns><see langword="null"/> when nothing is cached, it is gone, or nobody told how long it is kept.</returns>
    public static CacheExpiry? Of(IEnumerable<CachedRequest> turns, PriceBook prices, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(turns);
        ArgumentNullException.ThrowIfNull(prices);
        var chain = new CacheChain(prices);
        foreach (var turn in turns.Where(static turn => turn is { QueryClass: "main", AgentId: "" }).OrderBy(static turn => turn.UsedAt))
        {
            chain.Next(turn, isCompacted: false);
        }

        if (chain is not { Before: { Usage: { } usage } last, LeftTokens: > 0, Lifetime: { } lifetime } || last.UsedAt + lifetime is var end && end <= now)
        {
            return null;
        }

        var isLong = lifetime >= TimeSpan.FromHours(1);
        var anew = usage with
        {
            InputTokens = 0,
            CacheReadTokens = 0,
            CacheWrite5mTokens = isLong ? 0 : chain.LeftTokens,
            CacheWrite1hTokens = isLong ? chain.LeftTokens : 0,
            OutputTokens = 0,
            WebSearchRequests = 0,
        };
        return new CacheExpiry(last.SessionId, chain.LeftTokens, lifetime, end, CacheLossPrice.Of(prices, last with { Time = now }, anew, chain.LeftTokens));
    }

    /// <summary>Whether it is gone within <paramref name="soon"/>, and losing it costs at least as much as the user wants to hear of.</summary>
    public bool IsWorthTelling(DateTimeOffset now, TimeSpan soon, decimal leastUsd) => ExpiresAt > now && ExpiresAt - now <= soon && RewriteUsd >= leastUsd;
}
