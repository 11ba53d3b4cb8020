using Coxswain.Core.Budgets.Actions;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Budgets.Recommending.Recorded;
using Coxswain.Core.Budgets.Replay;
using Coxswain.Core.Budgets.Switching.Recorded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Storage.ClickHouse.Budgets;

internal static class BudgetStoreServices
{
    public static IServiceCollection AddBudgetStores(this IServiceCollection services)
    {
        services.TryAddSingleton<IRecordedTaskStore, ClickHouseRecordedTaskStore>();
        services.TryAddSingleton<IModelSpeedStore, ClickHouseModelSpeedStore>();
        services.TryAddSingleton<IBudgetActionStore, ClickHouseBudgetActionStore>();
        services.TryAddSingleton<ISessionPlaceStore, ClickHousePlaceStore>();
        services.TryAddSingleton<IReplayStore, ClickHouseReplayStore>();
        services.TryAddSingleton<ISwitchReceiptStore, ClickHouseSwitchReceiptStore>();
        return services;
    }
}
