using Coxswain.Core.Telemetry.Drift;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Drift;

internal static class DriftStoreServices
{
    public static IServiceCollection AddDriftStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IDriftStore, ClickHouseDriftStore>();
        return services;
    }
}
