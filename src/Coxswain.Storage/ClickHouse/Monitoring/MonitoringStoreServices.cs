using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Monitoring.Productivity;
using Coxswain.Core.Monitoring.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Monitoring;

internal static class MonitoringStoreServices
{
    public static IServiceCollection AddMonitoringStores(this IServiceCollection services)
    {
        services.TryAddSingleton<IErrorRateStore, ClickHouseErrorRateStore>();
        services.TryAddSingleton<IDurationStore, ClickHouseDurationStore>();
        services.TryAddSingleton<IProductivityStore, ClickHouseProductivityStore>();
        return services;
    }
}
