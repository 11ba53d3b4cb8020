using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions.Following;
using Coxswain.Core.Sessions.Importing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coxswain.Core.Sessions;

public static class SessionServices
{
    /// <summary>Offers the import of transcripts; needs an <see cref="ITranscriptStore"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddOptions<TranscriptOptions>().BindConfiguration(TranscriptOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TranscriptOptions>, TranscriptOptionsValidator>());
        services.TryAddSingleton(static provider => new TranscriptImporter(
            provider.GetRequiredService<ITranscriptStore>(),
            provider.GetRequiredService<IOptions<TranscriptOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TranscriptImporter>>(),
            provider.GetService<RequestRetention>()));
        services.TryAddSingleton(static provider => new TranscriptImport(
            provider.GetRequiredService<TranscriptImporter>(), provider.GetRequiredService<IOptions<TranscriptOptions>>().Value));
        return services;
    }

    /// <summary>Follows transcripts for as long as the host runs; only a daemon does.</summary>
    public static IServiceCollection AddTranscriptFollowing(this IServiceCollection services) => services.AddHostedService(static provider => new TranscriptFollowing(
        provider.GetRequiredService<IOptions<TranscriptOptions>>().Value.Follow
            ? new TranscriptFollower(
                provider.GetRequiredService<TranscriptImporter>(),
                provider.GetRequiredService<IOptions<TranscriptOptions>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<TranscriptFollower>>())
            : null));
}
