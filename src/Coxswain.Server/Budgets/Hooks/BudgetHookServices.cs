using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Budgets.Hooks;

internal static class BudgetHookServices
{
    public static IServiceCollection AddBudgetHooks(this IServiceCollection services)
        => services.AddSingleton<BudgetsInScope>().AddSingleton<BudgetActionLog>().AddSingleton<BudgetHooks>();
}
