using Coxswain.Server.Hosting;
using Coxswain.Storage.ClickHouse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Configuration;

/// <summary>
/// On a server, environments keep apart by database: <c>telemetry_dev</c> in development, <c>telemetry_</c> and the name in others. The embedded
/// engine's data is apart by folder already. A configured database is always taken as it is.
/// </summary>
internal static class StoreDatabase
{
    private const string Production = "production";
    private const string Development = "development";

    public static IServiceCollection AddStoreDatabase(this IServiceCollection services)
    {
        services.AddOptions<StoreOptions>().PostConfigure<CoxswainSettings>(static (options, settings) =>
        {
            var server = settings.Configuration.GetSection(ServerOptions.Section).Get<ServerOptions>() ?? new ServerOptions();
            options.Database = NameFor(options, server.Environment);
        });
        return services;
    }

    public static string NameFor(StoreOptions store, string environment) =>
        store.Host.Length == 0 || environment == Production || store.Database != new StoreOptions().Database ? store.Database
        : environment == Development ? "telemetry_dev"
        : "telemetry_" + environment;
}
