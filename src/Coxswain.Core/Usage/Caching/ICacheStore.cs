namespace Coxswain.Core.Usage.Caching;

/// <summary>Tells requests as far as prompt caches are concerned.</summary>
public interface ICacheStore
{
    /// <summary>
    /// Requests up to the filter's end of every session that was active within it, the oldest of them as old as is stored: what a turn may read was written before the window.
    /// Without requests of clients that name no session.
    /// </summary>
    /// <param name="limit">The newest so many.</param>
    Task<IReadOnlyList<CachedRequest>> ReadRequestsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken);

    /// <summary>Compactions of the same sessions.</summary>
    Task<IReadOnlyList<CacheCompaction>> ReadCompactionsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken);
}
