using Coxswain.Core.Pricing;

namespace Coxswain.Core.Usage.Caching;

/// <summary>Keeps the book of a prompt cache: for each turn what it should have read, what it read, what the difference cost and why.</summary>
public sealed class CacheLedger(PriceBook prices)
{
    /// <param name="requests">In any order; conversations are told apart by session and agent.</param>
    /// <returns>A turn for each request, conversation by conversation, the oldest first.</returns>
    public IEnumerable<CacheTurn> Read(IEnumerable<CachedRequest> requests, IEnumerable<CacheCompaction> compactions)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(compactions);
        var compacted = compactions.ToLookup(static done => (done.SessionId, done.AgentId), static done => done.Time);
        foreach (var conversation in requests.GroupBy(static request => (request.SessionId, request.AgentId)))
        {
            var times = compacted[conversation.Key].Order().ToArray();
            var chain = new CacheChain(prices);
            foreach (var request in conversation.OrderBy(static request => request.UsedAt))
            {
                yield return Untold(request) is { } untold
                    ? new CacheTurn(request, null, 0, null, CacheLossCauses.None, untold)
                    : chain.Next(request, chain.Before is { } before && Array.Exists(times, time => time > before.UsedAt && time <= request.UsedAt));
            }
        }
    }

    private static CacheUntold? Untold(CachedRequest request) => request.QueryClass switch
    {
        "main" => null,
        "subagent" => request.AgentId.Length > 0 ? null : CacheUntold.UnknownAgent,
        _ => CacheUntold.Auxiliary,
    };
}
