using Coxswain.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Sessions;

internal static class SessionStoreServices
{
    public static IServiceCollection AddSessionStore(this IServiceCollection services)
    {
        services.TryAddSingleton<ISessionStore, ClickHouseSessionStore>();
        return services;
    }
}
