using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Budgets;
using Coxswain.Storage.ClickHouse.Drift;
using Coxswain.Storage.ClickHouse.Health;
using Coxswain.Storage.ClickHouse.Ratings;
using Coxswain.Storage.ClickHouse.Monitoring;
using Coxswain.Storage.ClickHouse.Recovery;
using Coxswain.Storage.ClickHouse.Sessions;
using Coxswain.Storage.ClickHouse.Tools;
using Coxswain.Storage.ClickHouse.Usage;
using Coxswain.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Storage;

/// <summary>Storage's table of contents.</summary>
public static class StorageServices
{
    public static IServiceCollection AddCoxswainStorage(this IServiceCollection services)
        => services.AddStore().AddUsageStore().AddDriftStore().AddSessionStore().AddRecoveryStore().AddFailureStore().AddMonitoringStores().AddBudgetStores().AddToolStore().AddHealthStore().AddRatingStore().AddOutbox();
}
