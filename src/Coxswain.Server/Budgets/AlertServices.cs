using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coxswain.Server.Budgets;

internal static class AlertServices
{
    /// <summary>The channels, which any server may test.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertOptions>().BindConfiguration(AlertOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AlertOptions>, AlertOptionsValidator>());
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<AlertOptions>>().Value);
        services.TryAddEnumerable([
            ServiceDescriptor.Singleton<IAlertChannel, TerminalChannel>(), ServiceDescriptor.Singleton<IAlertChannel, DesktopChannel>(),
            ServiceDescriptor.Singleton<IAlertChannel, WebhookChannel>(), ServiceDescriptor.Singleton<IAlertChannel, CommandChannel>(),
        ]);
        return services.AddSingleton<AlertChannels>().AddSingleton<AlertSignal>();
    }

    /// <summary>Watches budgets and prompt caches and tells of them for as long as the host runs; only a daemon does.</summary>
    public static IServiceCollection AddAlertWatch(this IServiceCollection services)
        => services.AddSingleton<AlertDelivering>().AddSingleton<LookPace>().AddHostedService<AlertPump>().AddSingleton<CacheExpiryWatch>().AddHostedService<CacheExpiryPump>();
}
