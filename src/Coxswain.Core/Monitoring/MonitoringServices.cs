using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Monitoring.Productivity;
using Coxswain.Core.Monitoring.Scoreboard;
using Coxswain.Core.Monitoring.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Core.Monitoring;

public static class MonitoringServices
{
    /// <summary>
    /// Needs an <see cref="IErrorRateStore"/>, an <see cref="IProductivityStore"/>, an <see cref="Ratings.IRatingStore"/>, an <see cref="IDurationStore"/>, an <see cref="Recovery.IRecoveryStore"/>, an <see cref="Recovery.Analysis.IFailureStore"/>, a <see cref="TimeProvider"/>,
    /// <c>AddUsage</c> and <c>AddBudgets</c>; uses a <see cref="Recovery.CallsUnderWay"/> where there is one.
    /// </summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services)
    {
        services.TryAddSingleton<ErrorRates>();
        services.TryAddSingleton<TimeoutRisks>();
        services.TryAddSingleton<CostMetricsReader>();
        services.TryAddSingleton<OptimizationReader>();
        services.TryAddSingleton<TelemetryMetricsReader>();
        services.TryAddSingleton<SessionInsightsReader>();
        services.TryAddSingleton<DashboardReader>();
        services.TryAddSingleton<ProductivityReader>();
        services.TryAddSingleton<KpiReader>();
        return services;
    }
}
