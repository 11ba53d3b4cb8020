using Coxswain.Core.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Coxswain.Storage.Sqlite;

/// <summary>Registers the outbox and its pump. Needs a <c>DataFolder</c>, a <see cref="TimeProvider"/> and an <see cref="IRowStore"/> from the caller.</summary>
internal static class OutboxServices
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddOptions<OutboxOptions>().BindConfiguration(OutboxOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OutboxOptions>, OutboxOptionsValidator>());
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<OutboxOptions>>().Value);
        services.TryAddSingleton<OutboxCounters>();
        services.TryAddSingleton<FreeDisk>();
        services.TryAddSingleton<QuarantineFolder>();
        services.TryAddSingleton<StateSalvage>();
        services.TryAddSingleton<StateFile>();
        services.TryAddSingleton<StateSessionState>();
        services.TryAddSingleton<OutboxReader>();
        services.TryAddSingleton<BatchShipper>();
        services.TryAddSingleton<StateWriter>();
        services.TryAddSingleton<OutboxPump>();
        services.TryAddSingleton<IOutbox>(static provider => provider.GetRequiredService<OutboxPump>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<StateWriter>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<OutboxPump>());
        return services;
    }
}
