using Coxswain.Core.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Tools;

internal static class ToolStoreServices
{
    public static IServiceCollection AddToolStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IToolStore, ClickHouseToolStore>();
        return services;
    }
}
