using Coxswain.Core.Ratings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Ratings;

internal static class RatingStoreServices
{
    public static IServiceCollection AddRatingStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IRatingStore, ClickHouseRatingStore>();
        return services;
    }
}
