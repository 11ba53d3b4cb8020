using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Monitoring.Timeouts;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Reads all of the dashboard's figures at once.</summary>
public sealed class DashboardReader(ErrorRates errors, TimeoutRisks timeouts, CostMetricsReader costs, OptimizationReader optimizations, TelemetryMetricsReader telemetry)
{
    public async Task<DashboardOverview> ReadAsync(UsageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var cost = costs.ReadAsync(filter, cancellationToken);
        var told = telemetry.ReadAsync(filter, cancellationToken);
        var risks = timeouts.ReadAsync(filter.Model, cancellationToken);
        var failed = await errors.ReadAsync(filter, null, cancellationToken).ConfigureAwait(false);
        var better = await optimizations.ReadAsync(filter, failed, cancellationToken).ConfigureAwait(false);
        return new DashboardOverview(
            failed.AsOf,
            await told.ConfigureAwait(false),
            new CostOptimization(await cost.ConfigureAwait(false), better.ModelSwitchRecommendations, better.CostSavingOpportunities),
            better.WorkflowImprovements,
            new ErrorPrevention(ErrorAlertBanner.Of(failed), OptimizationSuggestions.OfErrors(failed), await risks.ConfigureAwait(false)));
    }
}
