using Coxswain.Core.Pricing;

namespace Coxswain.Core.Usage.Caching;

/// <summary>What it costs that tokens were paid anew and not read from the cache, by the request's own model, tier and factors.</summary>
internal static class CacheLossPrice
{
    /// <returns><see langword="null"/> when the model has no known price.</returns>
    public static decimal? Of(PriceBook prices, CachedRequest request, TokenUsage usage, long lostTokens)
    {
        // The lost part of a prompt is the first after what was read; writes kept for an hour come before those kept for five minutes, and input comes last.
        var forAnHour = Math.Min(lostTokens, usage.CacheWrite1hTokens);
        var forMinutes = Math.Min(lostTokens - forAnHour, usage.CacheWrite5mTokens);
        var input = Math.Min(lostTokens - forAnHour - forMinutes, usage.InputTokens);
        var read = usage with
        {
            CacheWrite1hTokens = usage.CacheWrite1hTokens - forAnHour,
            CacheWrite5mTokens = usage.CacheWrite5mTokens - forMinutes,
            InputTokens = usage.InputTokens - input,
            CacheReadTokens = usage.CacheReadTokens + forAnHour + forMinutes + input,
        };
        return prices.Cost(usage, request.ModelId, request.Time) - prices.Cost(read, request.ModelId, request.Time);
    }
}
