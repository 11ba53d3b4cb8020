using Coxswain.Core.Budgets.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Core.Budgets;

public static class BudgetServices
{
    /// <summary>Needs an <see cref="IBudgetStore"/>, an <see cref="Usage.IUsageStore"/> and an <see cref="IReplayStore"/>.</summary>
    public static IServiceCollection AddBudgets(this IServiceCollection services)
    {
        services.TryAddSingleton<BudgetReports>();
        services.TryAddSingleton<Replays>();
        return services;
    }
}
