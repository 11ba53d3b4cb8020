using Coxswain.Core.Sessions;
using Coxswain.Dashboard.Home;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Dashboard;

public static class DashboardServices
{
    /// <summary>Needs the stores and reports of Core, an <see cref="Core.Telemetry.IOutbox"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.TryAddSingleton<PageRenderer>();
        services.TryAddSingleton<PageFeed>();
        services.TryAddSingleton<FilterChoices>();
        services.TryAddSingleton<PageCatalog>();
        services.AddHomePages();
        services.AddSessionPages();
        return services;
    }

    private static void AddHomePages(this IServiceCollection services)
    {
        services.TryAddSingleton<SpendReader>();
        services.TryAddSingleton<HomeReader>();
        services.AddSingleton<IPage, HomePage>();
    }

    private static void AddSessionPages(this IServiceCollection services)
    {
        services.TryAddSingleton<SessionLists>();
        services.AddSingleton<IPage, SessionsPage>();
        services.AddSingleton<IPage, SessionPage>();
    }
}
