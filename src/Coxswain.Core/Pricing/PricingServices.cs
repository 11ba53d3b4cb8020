using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coxswain.Core.Pricing;

public static class PricingServices
{
    /// <summary>Offers the <see cref="PriceBook"/>. Asking for it throws <see cref="InvalidPriceBookException"/> when the user's file has problems.</summary>
    public static IServiceCollection AddPricing(this IServiceCollection services)
    {
        services.AddOptions<PricingOptions>().BindConfiguration(PricingOptions.Section);
        services.TryAddSingleton(static provider => PriceBookLoader.Load(provider.GetRequiredService<IOptions<PricingOptions>>().Value.PricesFile));
        return services;
    }
}
