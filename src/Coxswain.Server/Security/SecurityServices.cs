using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddSecurity(this IServiceCollection services)
        => services.AddSingleton<AllowedHosts>().AddSingleton<RequestGuard>().AddSingleton<TokenGuard>();
}
