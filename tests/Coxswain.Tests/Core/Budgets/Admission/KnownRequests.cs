using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Tests.Core.Budgets.Admission;

/// <summary>Requests that a test says the store has.</summary>
internal sealed class KnownRequests : ICacheStore
{
    public IReadOnlyList<CachedRequest> All { get; set; } = [];

    public Task<IReadOnlyList<CachedRequest>> ReadRequestsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<CachedRequest>>([.. All.Where(request => request.SessionId == filter.Session).TakeLast(limit)]);

    public Task<IReadOnlyList<CacheCompaction>> ReadCompactionsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
