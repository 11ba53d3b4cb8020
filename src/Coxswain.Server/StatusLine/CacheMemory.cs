using Coxswain.Core.Pricing;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Server.StatusLine;

/// <summary>When the prompt caches of sessions run out, as far as the store could tell last.</summary>
internal sealed class CacheMemory(ICacheStore store, PriceBook prices, StatusLineOptions options, IOutbox outbox, TimeProvider clock)
{
    /// <summary>The newest so many tell what is cached.</summary>
    private const int MostRequests = 200;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    private readonly ReadingMemory<string, CacheExpiry?> _readings = new(
        async (session, cancellationToken) => CacheExpiry.Of(
            await store.ReadRequestsAsync(new UsageFilter(null, null, TimeZoneInfo.Utc, "", "", session), MostRequests, cancellationToken), prices, clock.GetUtcNow()),
        Least, outbox, clock);

    /// <returns><see langword="null"/>: nothing to warn of, or nobody knows.</returns>
    public async Task<StatusLineCache?> ReadAsync(string session, TimeSpan patience, CancellationToken cancellationToken)
        => await _readings.ReadAsync(session, patience, cancellationToken) is { Value: { RewriteUsd: { } cost } expiry, AsOf: var asOf }
            && expiry.IsWorthTelling(clock.GetUtcNow(), options.CacheWarnWithin, options.CacheWarnUsd)
            ? new StatusLineCache(expiry.ExpiresAt, cost, asOf)
            : null;
}
