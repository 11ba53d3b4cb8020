namespace Coxswain.Core.Budgets.Switching;

/// <summary>What one model's prompt cache holds of a conversation.</summary>
/// <param name="WarmTokens">From the start of the prompt on, as that model counts.</param>
/// <param name="Until">When it expires if nobody reads it; <see langword="null"/> when nothing is held.</param>
/// <param name="Lifetime">Of what is written from now on.</param>
public sealed record CacheState(long WarmTokens, DateTimeOffset? Until, CacheLifetime Lifetime)
{
    public static CacheState Cold(CacheLifetime lifetime) => new(0, null, lifetime);

    /// <summary>A cache read or written at <paramref name="lastUse"/>.</summary>
    public static CacheState Warm(long tokens, DateTimeOffset lastUse, CacheLifetime lifetime) => new(tokens, lastUse + lifetime.Length(), lifetime);

    public long WarmAt(DateTimeOffset time) => Until is { } until && time < until ? Math.Max(0, WarmTokens) : 0;
}
