using System.Globalization;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Reads what may be done better.</summary>
public sealed class OptimizationReader(CacheReports caches, SwitchReports switches)
{
    private const int MostSwitches = 1000;

    /// <param name="errors">Of the same time.</param>
    public async Task<OptimizationSuggestions> ReadAsync(UsageFilter filter, ErrorRateReport errors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(errors);
        var cache = caches.ReadAsync(CacheGrouping.Cause, filter with { Session = "", Model = "" }, cancellationToken);
        var moved = await switches.ReadAsync(filter.Since, filter.TimeZone, "", MostSwitches, cancellationToken).ConfigureAwait(false);
        return new OptimizationSuggestions(SwitchAdvice.Of(moved), OfErrors(errors), CacheAdvice.Of(await cache.ConfigureAwait(false)));
    }

    public static AdviceList OfErrors(ErrorRateReport errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return errors.State == "no_data" ? new AdviceList(null, "No request is stored of this time.")
            : new AdviceList([.. errors.Suggestions.Select(Advice.Of)], errors.Suggestions.Count > 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"Nothing in {errors.GivenUp.Of:N0} requests says that a change would help."));
    }
}
