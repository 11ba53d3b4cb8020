using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Checkpoints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Coxswain.Server.Checkpoints;

internal static class CheckpointServices
{
    /// <summary>Resumes sessions and deletes old checkpoints for as long as the host runs; only a daemon does.</summary>
    public static IServiceCollection AddAutoRecovery(this IServiceCollection services)
    {
        services.AddCheckpointOptions();
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<CheckpointOptions>>().Value);
        services.AddSingleton<CheckpointFolder>().AddSingleton<CheckpointPruning>().AddSingleton<UpstreamProbe>().AddSingleton<ResumedClient>();
        return services.AddHostedService<AutoRecovery>().AddHostedService<CheckpointUpkeep>();
    }
}
