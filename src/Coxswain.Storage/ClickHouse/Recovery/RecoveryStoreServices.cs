using Coxswain.Core.Recovery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Recovery;

internal static class RecoveryStoreServices
{
    public static IServiceCollection AddRecoveryStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IRecoveryStore, ClickHouseRecoveryStore>();
        return services;
    }
}
