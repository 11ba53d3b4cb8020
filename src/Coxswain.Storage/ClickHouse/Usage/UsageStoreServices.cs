using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;
using Coxswain.Storage.ClickHouse.Pricing;
using Coxswain.Storage.ClickHouse.Usage.Caching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Usage;

internal static class UsageStoreServices
{
    public static IServiceCollection AddUsageStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IUsageStore, ClickHouseUsageStore>();
        services.TryAddSingleton<ICacheStore, ClickHouseCacheStore>();
        services.TryAddSingleton<PriceListSync>();
        return services;
    }
}
