using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>What the ledger of caches does not know of requests.</summary>
public interface IReplayStore
{
    /// <summary>What requests of the filter's sessions cost, by the key of <see cref="Usage.Caching.CachedRequest.Key"/>; <see langword="null"/>: not known.</summary>
    /// <param name="limit">The newest so many.</param>
    Task<IReadOnlyDictionary<string, decimal?>> ReadCostsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken);

    /// <summary>What is kept of the prompts and subagents of the same sessions. Texts are hashed as they are read and go no further.</summary>
    Task<IReadOnlyList<ReplayHint>> ReadHintsAsync(UsageFilter filter, int limit, CancellationToken cancellationToken);
}
