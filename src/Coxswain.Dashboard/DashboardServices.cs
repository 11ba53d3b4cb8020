using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry.Arriving;
using Coxswain.Dashboard.Budgets;
using Coxswain.Dashboard.Cache;
using Coxswain.Dashboard.Costs;
using Coxswain.Dashboard.Health;
using Coxswain.Dashboard.Errors;
using Coxswain.Dashboard.Home;
using Coxswain.Dashboard.Insights;
using Coxswain.Dashboard.Installation;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Receipts;
using Coxswain.Dashboard.Scoreboard;
using Coxswain.Dashboard.Sessions;
using Coxswain.Dashboard.Shared;
using Coxswain.Dashboard.Sql;
using Coxswain.Dashboard.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coxswain.Dashboard;

public static class DashboardServices
{
    /// <summary>Needs the stores and reports of Core, an <see cref="Core.Telemetry.IOutbox"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.TryAddSingleton<PageRenderer>();
        services.TryAddSingleton<RecentArrivals>();
        services.TryAddSingleton<PageFeed>();
        services.TryAddSingleton<PacedAnswers>();
        services.TryAddSingleton<FilterChoices>();
        services.TryAddSingleton<FilterNames>();
        services.TryAddSingleton<PageCatalog>();
        services.AddHomePages();
        services.AddSessionPages();
        services.AddCostPages();
        services.AddSingleton<IPage, SqlPage>();
        services.AddSingleton<IPage, QueryPage>();
        services.AddSingleton<IPage, SystemPage>();
        services.AddSingleton<IPage, SettingsPage>();
        services.AddHealthPages();
        services.AddErrorPages();
        services.AddWorkPages();
        return services;
    }

    private static void AddHomePages(this IServiceCollection services)
    {
        services.TryAddSingleton<SpendReader>();
        services.TryAddSingleton<HomeReader>();
        services.TryAddSingleton<SuggestionReader>();
        services.AddSingleton<IPage, HomePage>();
        services.AddSingleton<IPage, SuggestionsPage>();
        services.AddSingleton<IPage, KpiPage>();
    }

    private static void AddSessionPages(this IServiceCollection services)
    {
        services.TryAddSingleton<SessionLists>();
        services.AddSingleton<IPage, SessionsPage>();
        services.AddSingleton<IPage, SessionPage>();
        services.AddSingleton<IPage, InsightsPage>();
    }

    private static void AddWorkPages(this IServiceCollection services)
    {
        services.TryAddSingleton<WorkReader>();
        services.AddSingleton<IPage, WorkflowPage>();
        services.AddSingleton<IPage, ToolsPage>();
        services.AddSingleton<IPage, ModelsPage>();
    }

    private static void AddErrorPages(this IServiceCollection services)
    {
        services.TryAddSingleton<ErrorReader>();
        services.AddSingleton<IPage, ErrorsPage>();
        services.AddSingleton<IPage, RecoveryPage>();
        services.AddSingleton<IPage, TimeoutsPage>();
    }

    private static void AddCostPages(this IServiceCollection services)
    {
        services.TryAddSingleton<ModelCostReader>();
        services.AddSingleton<IPage, CostsPage>();
        services.AddSingleton<IPage, ProjectsPage>();
        services.AddSingleton<IPage, BudgetsPage>();
        services.AddSingleton<IPage, CachePage>();
        services.AddSingleton<IPage, ReceiptsPage>();
    }

    private static void AddHealthPages(this IServiceCollection services)
    {
        services.TryAddSingleton<HealthReader>();
        services.AddSingleton<IPage, HealthPage>();
    }
}
