using Coxswain.Server.Api.Errors;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddSecurity(this IServiceCollection services)
        => services.Configure<RouteHandlerOptions>(static routes => routes.ThrowOnBadRequest = true).AddSingleton<AllowedHosts>().AddSingleton<RequestGuard>().AddSingleton<BrowserAccess>().AddSingleton<TokenGuard>().AddSingleton<ErrorRoutes>().AddSingleton<RequestEdge>();
}
