using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Pricing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Usage;

internal static class UsageStoreServices
{
    public static IServiceCollection AddUsageStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IUsageStore, ClickHouseUsageStore>();
        services.TryAddSingleton<PriceListSync>();
        return services;
    }
}
