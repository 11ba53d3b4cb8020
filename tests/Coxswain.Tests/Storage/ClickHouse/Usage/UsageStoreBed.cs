using System.Globalization;
using Coxswain.Core.Pricing;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Pricing;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Testing.Engines;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>One real engine with the real schema and the shipped prices; each test has a database of its own.</summary>
public sealed class UsageStoreBed : IAsyncLifetime
{
    private EngineProcess? _engine;
    private int _databases;

    public async ValueTask InitializeAsync() => _engine = await EngineProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    internal Task<UsageStoreRoom> OpenAsync() => OpenAsync(PriceBookLoader.Shipped());

    internal async Task<UsageStoreRoom> OpenAsync(PriceBook book)
    {
        var options = new StoreOptions { Database = string.Create(CultureInfo.InvariantCulture, $"usage_{Interlocked.Increment(ref _databases)}") };
        var client = new StoreClient(options, StoreAddress.Embedded(_engine!.SocketPath), TimeProvider.System, NullLogger<StoreClient>.Instance);
        await new SchemaMigrator(client, options, NullLogger<SchemaMigrator>.Instance).EnsureAsync(CancellationToken.None);
        await new PriceListSync(client, book, TimeProvider.System).SyncAsync(CancellationToken.None);
        return new UsageStoreRoom(client, book);
    }
}
