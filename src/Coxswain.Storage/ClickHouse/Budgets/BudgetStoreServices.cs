using Coxswain.Core.Budgets.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Budgets;

internal static class BudgetStoreServices
{
    public static IServiceCollection AddReplayStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IReplayStore, ClickHouseReplayStore>();
        return services;
    }
}
