using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Recovery.Capabilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coxswain.Core.Budgets;

public static class BudgetServices
{
    /// <summary>Needs an <see cref="IBudgetStore"/>, an <see cref="Usage.IUsageStore"/>, an <see cref="Recommending.Recorded.IRecordedTaskStore"/> and a <see cref="Pricing.PriceBook"/>.</summary>
    public static IServiceCollection AddBudgets(this IServiceCollection services)
    {
        services.TryAddSingleton<BudgetReports>();
        services.TryAddSingleton(static _ => ModelCatalog.Shipped());
        services.TryAddSingleton(static _ => TaskPrior.Shipped());
        services.TryAddSingleton<TaskRecommendations>();
        services.AddOptions<RecommendOptions>().BindConfiguration(RecommendOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RecommendOptions>, RecommendOptionsValidator>());
        return services;
    }
}
