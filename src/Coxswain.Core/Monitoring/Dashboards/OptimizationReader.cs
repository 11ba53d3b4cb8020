using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Tools;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Reads what may be done better.</summary>
public sealed class OptimizationReader(CacheReports caches, SwitchReports switches, ModelEfficiencies models, ToolReports tools)
{
    private const int MostSwitches = 1000;

    /// <param name="errors">Of the same time.</param>
    public async Task<OptimizationSuggestions> ReadAsync(UsageFilter filter, ErrorRateReport errors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var cache = caches.ReadAsync(CacheGrouping.Cause, filter with { Session = "", Model = "" }, cancellationToken);
        var compared = models.ReadAsync(filter with { Session = "" }, cancellationToken);
        var ways = tools.ReadSequencesAsync(filter with { Session = "" }, cancellationToken);
        var moved = await switches.ReadAsync(filter.Since, filter.TimeZone, "", MostSwitches, cancellationToken).ConfigureAwait(false);
        return OptimizationSuggestions.Of(moved, errors, await cache.ConfigureAwait(false), await compared.ConfigureAwait(false), await ways.ConfigureAwait(false));
    }
}
