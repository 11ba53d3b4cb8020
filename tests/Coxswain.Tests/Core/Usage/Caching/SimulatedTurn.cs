using Coxswain.Core.Usage.Caching;

namespace Coxswain.Tests.Core.Usage.Caching;

/// <param name="LostTokens">What the same turn would have read beyond what it did, had nothing been changed and no time passed.</param>
/// <param name="Causes">What was done to the conversation before it, or what nobody can know (none).</param>
internal sealed record SimulatedTurn(CachedRequest Request, long LostTokens, CacheLossCauses Causes);
