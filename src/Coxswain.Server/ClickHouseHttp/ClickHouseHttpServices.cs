using Coxswain.Core.Telemetry.Asking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coxswain.Server.ClickHouseHttp;

internal static class ClickHouseHttpServices
{
    public static IServiceCollection AddClickHouseHttp(this IServiceCollection services)
    {
        services.AddOptions<ClickHouseHttpOptions>().BindConfiguration(ClickHouseHttpOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClickHouseHttpOptions>, ClickHouseHttpOptionsValidator>());
        services.TryAddSingleton(static sp => sp.GetRequiredService<IOptions<ClickHouseHttpOptions>>().Value);
        services.TryAddSingleton<ClickHouseForwarder>();
        services.TryAddSingleton<ISqlQueries, SqlQueries>();
        return services;
    }
}
