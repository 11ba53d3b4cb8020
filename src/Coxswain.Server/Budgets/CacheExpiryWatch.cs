using Coxswain.Core.Pricing;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Server.Budgets;

/// <summary>Knows the prompt caches of sessions of the last hour, and which of them is to be told of now: each expiry once. Used by one loop.</summary>
internal sealed class CacheExpiryWatch(ICacheStore caches, PriceBook prices, AlertOptions options, TimeProvider clock)
{
    /// <summary>No cache lives longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const int MostRequests = 5000;

    /// <summary>The last fifth of a cache's life, five minutes at most: earlier than that most conversations simply go on.</summary>
    private const int LifeParts = 5;

    private static readonly TimeSpan Earliest = TimeSpan.FromMinutes(5);

    private readonly HashSet<(string Session, DateTimeOffset ExpiresAt)> _told = [];

    private IReadOnlyList<CacheExpiry> _known = [];

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var requests = await caches.ReadRequestsAsync(new UsageFilter(now - Longest, null, TimeZoneInfo.Utc, "", "", ""), MostRequests, cancellationToken);
        _known = [.. requests.GroupBy(static request => request.SessionId).Select(session => CacheExpiry.Of(session, prices, now)).OfType<CacheExpiry>()];
    }

    public IReadOnlyList<CacheExpiry> Due()
    {
        var now = clock.GetUtcNow();
        _told.RemoveWhere(one => one.ExpiresAt <= now);
        return [.. _known.Where(one => one.IsWorthTelling(now, Soon(one.Lifetime), options.CacheExpiryUsd) && _told.Add((one.SessionId, one.ExpiresAt)))];
    }

    private static TimeSpan Soon(TimeSpan lifetime) => lifetime / LifeParts < Earliest ? lifetime / LifeParts : Earliest;
}
