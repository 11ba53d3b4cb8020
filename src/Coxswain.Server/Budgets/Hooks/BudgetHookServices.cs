using Coxswain.Core.Recovery.Capabilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Server.Budgets.Hooks;

internal static class BudgetHookServices
{
    public static IServiceCollection AddBudgetHooks(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => ModelCatalog.Shipped());
        return services.AddSingleton<BudgetsInScope>().AddSingleton<BudgetActionLog>().AddSingleton<BudgetHooks>();
    }
}
