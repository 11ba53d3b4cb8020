using Coxswain.Core.Usage.Caching;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Cache;

/// <summary>What the prompt cache lost, why, where, and what it cost.</summary>
public sealed class CachePage(CacheReports caches, TimeProvider clock) : IPage
{
    public PagePlace Place { get; } = new("/cache", "Costs", "Cache ledger");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var causes = AskAsync(CacheGrouping.Cause);
        var projects = AskAsync(CacheGrouping.Project);
        var data = new CacheAnswers(request.Filter, now, zone, await causes.ConfigureAwait(false), await projects.ConfigureAwait(false));
        return new PageReading(
            "Cache ledger",
            [
                PageCard.Of<CacheCausesCard>("causes", data), PageCard.Of<CacheTokensCard>("tokens", data), PageCard.Of<CachePlacesCard>("places", data),
                PageCard.Of<CacheUntoldCard>("untold", data), PageCard.Of<CacheLossesCard>("losses", data),
            ],
            now,
            data.Causes.Value?.NewestTurn);

        Task<Told<CacheReport>> AskAsync(CacheGrouping by) => Told.AskAsync(() => caches.ReadAsync(by, request.Filter.ToUsage(now, zone) with { Model = "" }, cancellationToken));
    }
}
