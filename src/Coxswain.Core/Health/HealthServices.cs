using Coxswain.Core.Health.Measuring;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Core.Health;

public static class HealthServices
{
    /// <summary>Needs <see cref="SessionServices.AddSessions"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddContextHealth(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => ModelCatalog.Shipped());
        services.TryAddSingleton(static provider => new SessionHealth(
            provider.GetRequiredService<TranscriptImport>(),
            new HealthExamination(provider.GetRequiredService<ModelCatalog>(), HealthRules.Shipped()),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
