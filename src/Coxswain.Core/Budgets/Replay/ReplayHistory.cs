using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>What was recorded.</summary>
/// <param name="Requests">In any order.</param>
/// <param name="IsCut">There are more than were read: the oldest are not in it.</param>
public sealed record ReplayHistory(IReadOnlyList<ReplayRequest> Requests, IReadOnlyList<ReplayHint> Hints, IReadOnlyList<CacheCompaction> Compactions, bool IsCut);
