using Coxswain.Core.Kernel;
using Coxswain.Storage.ClickHouse.Backfill;
using Coxswain.Storage.ClickHouse.Contents;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Storage.Damage;
using Coxswain.Storage.Opening;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Coxswain.Storage.ClickHouse;

internal static class StoreServices
{
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>());
        services.TryAddSingleton(static sp => sp.GetRequiredService<IOptions<StoreOptions>>().Value);
        services.TryAddSingleton(static sp => AddressOf(sp.GetRequiredService<StoreOptions>(), sp.GetRequiredService<DataFolder>()));
        services.TryAddSingleton(static sp => new StoreClient(
            sp.GetRequiredService<StoreOptions>(),
            sp.GetRequiredService<StoreAddress>(),
            sp.GetRequiredService<TimeProvider>(),
            sp.GetRequiredService<ILogger<StoreClient>>())
        {
            // Found only when it is needed: it asks the store itself.
            Mending = (failure, cancellationToken) => sp.GetRequiredService<DamagedParts>().SetAsideAsync(failure, cancellationToken),
        });
        services.TryAddSingleton<SchemaMigrator>();
        services.TryAddSingleton<StoreContentsReader>();
        services.TryAddSingleton<IQueryTexts, QueryTexts>();
        services.TryAddSingleton<InsertPause>();
        services.TryAddSingleton<TypedBackfill>();
        services.TryAddSingleton<IRowStore, ClickHouseRowStore>();
        return services;
    }

    private static StoreAddress AddressOf(StoreOptions options, DataFolder folder) =>
        options.Host.Length > 0 ? StoreAddress.Server(options) : StoreAddress.Embedded(folder.EngineSocket);
}
