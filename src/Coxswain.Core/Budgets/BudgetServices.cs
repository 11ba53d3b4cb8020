using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Core.Budgets;

public static class BudgetServices
{
    /// <summary>Needs an <see cref="IBudgetStore"/> and an <see cref="Usage.IUsageStore"/>.</summary>
    public static IServiceCollection AddBudgets(this IServiceCollection services)
    {
        services.TryAddSingleton<BudgetReports>();
        return services;
    }
}
