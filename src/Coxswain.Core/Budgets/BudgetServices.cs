using Coxswain.Core.Budgets.Alerts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Core.Budgets;

public static class BudgetServices
{
    /// <summary>Needs an <see cref="IBudgetStore"/>, an <see cref="IAlertStore"/> and an <see cref="Usage.IUsageStore"/>.</summary>
    public static IServiceCollection AddBudgets(this IServiceCollection services)
    {
        services.TryAddSingleton<BudgetReports>();
        services.TryAddSingleton<AlertWatch>();
        return services;
    }
}
