using Coxswain.Core.Usage.Caching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Core.Usage;

public static class UsageServices
{
    /// <summary>Needs an <see cref="IUsageStore"/> and <c>AddPricing</c>.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services)
    {
        services.TryAddSingleton<UsageReports>();
        services.TryAddSingleton<CacheReports>();
        return services;
    }
}
