using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Coxswain.Server.Hosting.Engine;

internal static class EngineServices
{
    /// <summary>Must come before the storage services: what is registered first stops last, and the pump needs the engine to its end.</summary>
    public static IServiceCollection AddEngineSupervision(this IServiceCollection services)
    {
        services.AddOptions<EngineSupervisionOptions>().BindConfiguration(EngineSupervisionOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EngineSupervisionOptions>, EngineSupervisionOptionsValidator>());
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<EngineSupervisionOptions>>().Value);
        services.TryAddSingleton<EngineSupervisor>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<EngineSupervisor>());
        return services;
    }
}
