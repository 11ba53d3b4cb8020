using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Sessions;

internal static class SessionStoreServices
{
    public static IServiceCollection AddSessionStore(this IServiceCollection services)
    {
        services.TryAddSingleton<ISessionStore, ClickHouseSessionStore>();
        services.TryAddSingleton<ISessionTimelineStore, ClickHouseSessionTimelineStore>();
        return services;
    }
}
