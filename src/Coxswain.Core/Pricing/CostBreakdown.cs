namespace Coxswain.Core.Pricing;

/// <summary>The cost of one request in USD, exact, by what it was paid for.</summary>
/// <param name="Price">The price that was applied.</param>
public sealed record CostBreakdown(
    ModelPrice Price,
    TokenRates Rates,
    decimal InputUsd,
    decimal CacheWrite5mUsd,
    decimal CacheWrite1hUsd,
    decimal CacheReadUsd,
    decimal OutputUsd,
    decimal WebSearchUsd)
{
    public decimal TotalUsd => InputUsd + CacheWrite5mUsd + CacheWrite1hUsd + CacheReadUsd + OutputUsd + WebSearchUsd;
}
