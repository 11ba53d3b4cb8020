using Coxswain.Core.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Health;

internal static class HealthStoreServices
{
    public static IServiceCollection AddHealthStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IPastWindowStore, ClickHousePastWindowStore>();
        return services;
    }
}
