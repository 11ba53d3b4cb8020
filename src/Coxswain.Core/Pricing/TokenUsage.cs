namespace Coxswain.Core.Pricing;

/// <summary>Everything about one request that its price depends on.</summary>
/// <param name="CacheWrite5mTokens">Cache writes without a known lifetime count here, as the client counts them.</param>
/// <param name="Speed"><c>fast</c>, or anything else for normal.</param>
/// <param name="ServiceTier"><c>batch</c> halves the price; anything else does not.</param>
/// <param name="InferenceGeo"><c>us</c> adds the residency factor.</param>
public readonly record struct TokenUsage(
    long InputTokens,
    long OutputTokens,
    long CacheReadTokens,
    long CacheWrite5mTokens,
    long CacheWrite1hTokens,
    long WebSearchRequests,
    string Speed,
    string ServiceTier,
    string InferenceGeo)
{
    /// <summary>What decides the prompt-length tier: input, reads and writes together.</summary>
    public long PromptTokens => InputTokens + CacheReadTokens + CacheWrite5mTokens + CacheWrite1hTokens;
}
