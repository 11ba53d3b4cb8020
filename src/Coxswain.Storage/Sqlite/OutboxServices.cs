using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Asking;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Storage.Damage;
using Coxswain.Storage.Opening;
using Coxswain.Storage.Sqlite.Budgets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
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
        services.TryAddSingleton<QuietTime>();
        services.TryAddSingleton<OutboxCounters>();
        services.TryAddSingleton<FreeDisk>();
        services.TryAddSingleton<QuarantineFolder>();
        services.TryAddSingleton<StateSalvage>();
        services.TryAddSingleton<StateFile>();
        services.TryAddSingleton<StateSessionState>();
        services.TryAddSingleton<OutboxReader>();
        services.TryAddSingleton<IDamageLog, DamageLog>();
        services.TryAddSingleton<DamagedParts>();
        services.TryAddSingleton<TableCheck>();
        services.TryAddSingleton<StoreGate>();
        services.TryAddSingleton<StoreOpener>();
        services.TryAddSingleton(static provider => ActivatorUtilities.CreateInstance<PatientInserts>(
            provider, ActivatorUtilities.CreateInstance<GatedRowStore>(provider)));
        services.TryAddSingleton<BatchQuarantine>();
        services.TryAddSingleton<BatchShipper>();
        services.TryAddSingleton<StateWriter>();
        services.TryAddSingleton<RequestRetention>();
        services.TryAddSingleton<CursorMemory>();
        services.TryAddSingleton<IBudgetStore, StateBudgetStore>();
        services.TryAddSingleton<ISavedQueries, StateSavedQueries>();
        services.TryAddSingleton<IReservationStore, StateReservationStore>();
        services.TryAddSingleton<IAlertStore, StateAlertStore>();
        services.TryAddSingleton(static provider => new StoreMemory(
            provider.GetRequiredService<StoreClient>(), provider.GetRequiredService<StoreOptions>(), provider.GetRequiredService<CursorMemory>(), provider.GetRequiredService<RequestRetention>(), provider.GetRequiredService<ILogger<StoreMemory>>()));
        services.TryAddSingleton(static provider => new StoreInventory(
            provider.GetRequiredService<StoreClient>(), provider.GetRequiredService<StateWriter>(), provider.GetRequiredService<DataFolder>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<StoreInventory>>()));
        services.TryAddSingleton<OutboxPump>();
        services.TryAddSingleton<ITelemetryWriter>(static provider =>
            new OutboxTelemetryWriter(provider.GetRequiredService<StateWriter>(), TelemetryRows.Encode));
        services.TryAddSingleton<ITranscriptStore>(static provider =>
            ActivatorUtilities.CreateInstance<OutboxTranscriptStore>(provider, (Func<TranscriptBatch, IReadOnlyList<RowBlock>>)TranscriptRows.Encode));
        services.TryAddSingleton<IOutbox>(static provider => provider.GetRequiredService<OutboxPump>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<StateWriter>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<OutboxPump>());
        return services;
    }
}
