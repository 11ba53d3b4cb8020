using Coxswain.Core.Recovery.Analysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Recovery;

internal static class FailureStoreServices
{
    public static IServiceCollection AddFailureStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IFailureStore, ClickHouseFailureStore>();
        return services;
    }
}
