using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Health;
using Coxswain.Core.Monitoring;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Tools;
using Coxswain.Core.Usage;
using Coxswain.Dashboard;
using Coxswain.Dashboard.Installation;
using Coxswain.Gateway;
using Coxswain.Server.Api.Budgets;
using Coxswain.Server.Api.Daemon;
using Coxswain.Server.Api.Description;
using Coxswain.Server.Api.Doctor;
using Coxswain.Server.Api.Gateway;
using Coxswain.Server.Api.Health;
using Coxswain.Server.Api.Import;
using Coxswain.Server.Api.Ratings;
using Coxswain.Server.Api.Monitoring;
using Coxswain.Server.Api.Recovery;
using Coxswain.Server.Api.Sessions;
using Coxswain.Server.Api.Sql;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Api.Telemetry;
using Coxswain.Server.Api.Tools;
using Coxswain.Server.Api.Usage;
using Coxswain.Server.Budgets;
using Coxswain.Server.Budgets.Hooks;
using Coxswain.Server.Checkpoints;
using Coxswain.Server.ClickHouseHttp;
using Coxswain.Server.Configuration;
using Coxswain.Server.Dashboard;
using Coxswain.Server.Hooks;
using Coxswain.Server.Hosting;
using Coxswain.Server.Hosting.Engine;
using Coxswain.Server.Otlp;
using Coxswain.Server.Ratings;
using Coxswain.Server.Security;
using Coxswain.Server.StatusLine;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Storage.ClickHouse.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coxswain.Server;

/// <summary>Table of contents: every slice's services and endpoints, one line each.</summary>
internal static class CoxswainServerServices
{
    /// <summary>Adds every slice. What only a daemon does (receiving, following transcripts) is left out of one command's server.</summary>
    public static IServiceCollection AddCoxswainServer(this IServiceCollection services, ServerMode mode, DataAdmission admission)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRoutingCore();
        services.AddSecurity();
        services.AddApiDescription();
        services.AddEngineSupervision();
        services.AddSingleton(new RetentionPolicy(IsApplied: mode != ServerMode.OneCommand));
        services.AddCoxswainStorage().AddStoreDatabase();
        services.AddPricing().AddUserPrices();
        services.AddSessions();
        services.AddDoctor();
        services.AddUsage();
        services.AddMonitoring().AddAutoRecoveryLook();
        services.AddTools();
        services.AddBudgets();
        services.AddAlerts().AddSingleton<AlertReports>();
        services.AddSingleton<BudgetChanges>();
        services.AddSingleton<BudgetLeft>();
        services.AddSingleton(static provider => new DifficultyAsking(provider.GetRequiredService<IOptions<RecommendOptions>>().Value, SettingsRequest.ProcessEnvironment()));
        services.AddBudgetHooks();
        services.AddStatusLine();
        services.AddContextHealth();
        services.AddRatings();
        services.AddDashboard().AddSingleton<PageSending>().AddSingleton<ReturnAddress>().AddSingleton<ISystemState, SystemState>().AddSingleton<ISettingsState, SettingsState>();
        services.AddSingleton<SessionLists>();
        services.AddSingleton<ImportableStore>();
        services.AddClickHouseHttp();
        services.TryAddSingleton(admission);
        if (mode != ServerMode.OneCommand)
        {
            services.AddCoxswainOtlp();
            services.AddHooks();
            services.AddCoxswainGateway(ProductVersion.Text);
            services.AddHostedService<DamageTelling>();
            services.AddUsageRollup();
        }

        if (!admission.IsOpen)
        {
            // Not even read: a usage report of an empty store would scan them.
            services.PostConfigure<TranscriptOptions>(static options => options.Folders = "");
        }
        else if (mode != ServerMode.OneCommand)
        {
            services.AddAutoRecovery();
            services.AddTranscriptFollowing();
            services.AddAlertWatch();
        }

        return services;
    }

    public static void MapCoxswain(this WebApplication app)
    {
        app.MapGroup("").OnListener(Listener.Api).MapHealth();
        app.MapGroup("").OnListener(Listener.Api).MapClickHouse();
        app.MapGroup("").OnListener(Listener.Api).MapHooks();
        app.MapGroup("").OnListener(Listener.Api).MapStatusLine();
        app.MapGroup("").OnListener(Listener.Api).MapDashboard();
        app.MapGroup("").OnListener(Listener.OtlpHttp).MapOtlpHttp();
        app.MapGroup("").OnListener(Listener.OtlpGrpc).MapOtlpGrpc();
        app.MapGroup("/api").OnListener(Listener.Api).MapCoxswainApi();
    }

    /// <summary>The JSON API: one line per slice.</summary>
    private static void MapCoxswainApi(this IEndpointRouteBuilder api)
    {
        api.MapApiDescription();
        api.MapDaemon();
        api.MapStore();
        api.MapGateway();
        api.MapTableCheck();
        api.MapBackfill();
        api.MapDoctor();
        api.MapUsage();
        api.MapBudgets();
        api.MapAlerts();
        api.MapReceipts();
        api.MapRecommendation();
        api.MapReplay();
        api.MapCache();
        api.MapQueries();
        api.MapTools();
        api.MapModelEfficiency();
        api.MapSessions();
        api.MapContextHealth();
        api.MapRatings();
        api.MapErrorAnalysis();
        api.MapErrorRates();
        api.MapRecentEvents();
        api.MapDashboardData();
        api.MapScoreboard();
        api.MapTranscriptImport();
    }
}
