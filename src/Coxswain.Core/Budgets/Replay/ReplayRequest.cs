using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Budgets.Replay;

/// <summary>A request as it was made and what was paid for it.</summary>
/// <param name="CostUsd"><see langword="null"/>: not known, which is not free.</param>
public sealed record ReplayRequest(CachedRequest Call, decimal? CostUsd);
