using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;
using Coxswain.Storage.ClickHouse.Pricing;
using Coxswain.Storage.ClickHouse.Usage.Caching;
using Coxswain.Storage.ClickHouse.Usage.Rollup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Usage;

public static class UsageStoreServices
{
    /// <summary>Has sums of requests worked out in the background; for a daemon.</summary>
    public static IServiceCollection AddUsageRollup(this IServiceCollection services) => services.AddHostedService<UsageRollupPump>();

    internal static IServiceCollection AddUsageStore(this IServiceCollection services)
    {
        services.TryAddSingleton<UsageRollup>();
        services.TryAddSingleton<ClickHouseUsageStore>();
        services.TryAddSingleton<IUsageStore>(static sp => sp.GetRequiredService<ClickHouseUsageStore>());
        services.TryAddSingleton<IUsageWindows>(static sp => sp.GetRequiredService<ClickHouseUsageStore>());
        services.TryAddSingleton<ICacheStore, ClickHouseCacheStore>();
        services.TryAddSingleton<PriceListSync>();
        return services;
    }
}
