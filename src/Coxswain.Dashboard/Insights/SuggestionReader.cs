using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Insights;

/// <summary>Asks what may be done better, with the evidence for it.</summary>
public sealed class SuggestionReader(OptimizationReader optimizations, ErrorRates errors, TimeProvider clock)
{
    /// <param name="failed">What was asked already; <see langword="null"/>: it is asked for here.</param>
    public async Task<SuggestionAnswers> ReadAsync(PageFilter filter, Task<Told<ErrorRateReport>>? failed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var usage = filter.ToUsage(now, zone);
        var told = failed is null ? await Told.AskAsync(() => errors.ReadAsync(usage, null, cancellationToken)).ConfigureAwait(false) : await failed.ConfigureAwait(false);
        return new SuggestionAnswers(filter, now, zone, told.Value is { } report
            ? await Told.AskAsync(() => optimizations.ReadAsync(usage, report, cancellationToken)).ConfigureAwait(false)
            : new Told<OptimizationSuggestions>(null, told.Problem));
    }
}
