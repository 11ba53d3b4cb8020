using Coxswain.Core.Pricing;

namespace Coxswain.Core.Usage.Caching;

/// <summary>
/// Names what is known to have changed between two turns that a cache does not survive. What follows from another change is not named beside it: another model
/// has its own effort, tools and system prompt, and another version of the client its own tools, system prompt and parameters.
/// </summary>
internal static class CacheEvidence
{
    private const CacheLossCauses Shape = CacheLossCauses.Tools | CacheLossCauses.System | CacheLossCauses.Parameters;

    public static CacheLossCauses Of(CachedRequest before, CachedRequest request, HistoryChange change, bool isExpired)
    {
        var causes = (isExpired ? CacheLossCauses.Expiry : CacheLossCauses.None)
            | Cause(CacheLossCauses.Model, before.ModelId, request.ModelId)
            | Cause(CacheLossCauses.Effort, before.Effort, request.Effort)
            | Cause(CacheLossCauses.Tools, before.ToolsHash, request.ToolsHash)
            | Cause(CacheLossCauses.System, before.SystemHash, request.SystemHash)
            | Cause(CacheLossCauses.Parameters, before.ParametersHash, request.ParametersHash)
            | (IsFast(before) != IsFast(request) ? CacheLossCauses.Parameters : CacheLossCauses.None)
            | (IsUpgraded(before, request) ? CacheLossCauses.ClientUpgrade : CacheLossCauses.None)
            | (change is HistoryChange.Edited or HistoryChange.Compacted ? CacheLossCauses.HistoryEdit : CacheLossCauses.None);
        if (causes.HasFlag(CacheLossCauses.ClientUpgrade))
        {
            causes &= ~Shape;
        }

        if (causes.HasFlag(CacheLossCauses.Model))
        {
            causes &= ~(Shape | CacheLossCauses.Effort);
        }

        // What a rewind keeps it can read; that it did not is the rewind's doing only when nothing else is known to be.
        return causes == CacheLossCauses.None && change == HistoryChange.Cut ? CacheLossCauses.HistoryEdit : causes;
    }

    /// <summary>A version that sends the same tools, system prompt and parameters does not lose the cache.</summary>
    private static bool IsUpgraded(CachedRequest before, CachedRequest request)
    {
        var isSame = before.ShapeHash.Length > 0 && before.ShapeHash == request.ShapeHash && before.ParametersHash == request.ParametersHash;
        return !isSame && Cause(CacheLossCauses.ClientUpgrade, before.Version, request.Version) != CacheLossCauses.None;
    }

    private static bool IsFast(CachedRequest request) => request.Usage is { } usage && PriceBook.IsFast(usage);

    private static CacheLossCauses Cause(CacheLossCauses cause, string before, string now) =>
        before.Length > 0 && now.Length > 0 && before != now ? cause : CacheLossCauses.None;
}
