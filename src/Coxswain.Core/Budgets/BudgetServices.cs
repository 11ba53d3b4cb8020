using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Core.Budgets.Downshifting;
using Coxswain.Core.Budgets.Efficiency;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Budgets.Replay;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coxswain.Core.Budgets;

public static class BudgetServices
{
    /// <summary>Needs an <see cref="IBudgetStore"/>, an <see cref="IAlertStore"/>, an <see cref="IReservationStore"/>, an <see cref="ISessionPlaceStore"/>, an <see cref="Recommending.Recorded.IRecordedTaskStore"/>, an <see cref="IReplayStore"/>, an <see cref="IModelSpeedStore"/>, an <see cref="ISwitchReceiptStore"/>, an <see cref="IOutbox"/>, an <see cref="Usage.Caching.ICacheStore"/>, a <see cref="PriceBook"/> and an <see cref="IUsageStore"/>.</summary>
    public static IServiceCollection AddBudgets(this IServiceCollection services)
    {
        services.TryAddSingleton<BudgetReports>();
        services.TryAddSingleton<OpenCalls>();
        services.TryAddSingleton<SessionPlaces>();
        services.TryAddSingleton<CallEstimator>();
        services.TryAddSingleton<SpendBook>();
        services.TryAddSingleton<SpendWatch>();
        services.TryAddSingleton<BudgetsOfCalls>();
        services.TryAddSingleton<Conversations>();
        services.TryAddSingleton<ConversationLengths>();
        services.TryAddSingleton(static provider => new Downshifts(
            provider.GetRequiredService<BudgetsOfCalls>(), provider.GetRequiredService<SpendWatch>(), provider.GetRequiredService<OpenCalls>(), provider.GetRequiredService<Conversations>(),
            provider.GetRequiredService<ConversationLengths>(), provider.GetRequiredService<PriceBook>(), provider.GetRequiredService<ModelCatalog>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new CallAdmission(
            provider.GetRequiredService<BudgetsOfCalls>(), provider.GetRequiredService<OpenCalls>(), provider.GetRequiredService<SpendWatch>(), provider.GetRequiredService<CallEstimator>(),
            provider.GetRequiredService<IReservationStore>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<CallAdmission>>()));
        services.TryAddSingleton<AlertWatch>();
        services.TryAddSingleton(static _ => ModelCatalog.Shipped());
        services.TryAddSingleton(static _ => TaskPrior.Shipped());
        services.TryAddSingleton<TaskRecommendations>();
        services.TryAddSingleton<ModelEfficiencies>();
        services.TryAddSingleton<SwitchReports>();
        services.AddOptions<RecommendOptions>().BindConfiguration(RecommendOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RecommendOptions>, RecommendOptionsValidator>());
        services.TryAddSingleton<Replays>();
        return services;
    }
}
