using Coxswain.Core.Budgets.Recommending.Recorded;
using Coxswain.Core.Budgets.Switching.Recorded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Budgets;

internal static class BudgetStoreServices
{
    public static IServiceCollection AddBudgetStores(this IServiceCollection services)
    {
        services.TryAddSingleton<IRecordedTaskStore, ClickHouseRecordedTaskStore>();
        services.TryAddSingleton<ISwitchReceiptStore, ClickHouseSwitchReceiptStore>();
        return services;
    }
}
