using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Ratings;

internal static class RatingServices
{
    public static IServiceCollection AddRatings(this IServiceCollection services) => services.AddSingleton<RatingLog>();
}
