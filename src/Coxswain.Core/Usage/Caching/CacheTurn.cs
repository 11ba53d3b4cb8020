namespace Coxswain.Core.Usage.Caching;

/// <summary>What one turn of a conversation read from the cache, beside what the turn before it had left there.</summary>
/// <param name="ExpectedReadTokens"><see langword="null"/>: the first turn of its conversation, or nothing can be said (<paramref name="Untold"/>).</param>
/// <param name="LostTokens">Paid anew though they had been cached; 0 when nothing was lost.</param>
/// <param name="LossUsd">What that cost beyond reading them, at the price of the model that answered; <see langword="null"/> when its price is not known.</param>
/// <param name="Untold"><see langword="null"/> when something can be said.</param>
public sealed record CacheTurn(CachedRequest Request, long? ExpectedReadTokens, long LostTokens, decimal? LossUsd, CacheLossCauses Causes, CacheUntold? Untold)
{
    /// <summary>Some of the tokens that count as lost may be new text: a compaction's summary, what an edit put in, a prompt shorter than what was cached.</summary>
    public bool IsUpperBound { get; init; }

    /// <summary>Since the cache was used before; <see langword="null"/> as for <see cref="ExpectedReadTokens"/>.</summary>
    public TimeSpan? Idle { get; init; }

    public bool IsFirst => ExpectedReadTokens is null && Untold is null;

    public bool IsLost => LostTokens > 0;
}
