using Coxswain.Gateway.Forwarding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coxswain.Gateway;

/// <summary>The gateway's services, and its one entrance: it answers every path and method of its listener.</summary>
public static class GatewayServices
{
    public static IServiceCollection AddCoxswainGateway(this IServiceCollection services)
    {
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<GatewayOptions>>().Value);
        services.TryAddSingleton<UpstreamAddress>();
        services.TryAddSingleton<UpstreamConnections>();
        services.TryAddSingleton<Forwarder>();
        return services;
    }

    public static Task ForwardAsync(HttpContext context) => context.RequestServices.GetRequiredService<Forwarder>().ForwardAsync(context);
}
