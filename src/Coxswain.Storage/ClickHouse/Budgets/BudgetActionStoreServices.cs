using Coxswain.Core.Budgets.Actions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Budgets;

internal static class BudgetActionStoreServices
{
    public static IServiceCollection AddBudgetActionStore(this IServiceCollection services)
    {
        services.TryAddSingleton<IBudgetActionStore, ClickHouseBudgetActionStore>();
        return services;
    }
}
