using Coxswain.Storage;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Testing.Engines;
using Coxswain.Tests.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.ClickHouse;

/// <summary>A database of one test's own, reached as the product reaches it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private TestStore(EngineProcess engine, StoreOptions options)
    {
        Options = options;
        Client = new StoreClient(options, StoreAddress.Embedded(engine.SocketPath), TimeProvider.System, NullLogger<StoreClient>.Instance);
    }

    public StoreOptions Options { get; }

    public StoreClient Client { get; }

    public ClickHouseRowStore Rows => new(Client);

    public SchemaMigrator Migrator => new(Client, Options, NullLogger<SchemaMigrator>.Instance);

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A database without any table, not even created yet.</summary>
    public static async Task<TestStore> EmptyAsync(SharedEngine engine, Action<StoreOptions>? configure = null)
    {
        var options = new StoreOptions { Database = "t_" + Guid.NewGuid().ToString("N")[..12] };
        configure?.Invoke(options);
        return new TestStore(await engine.GetAsync(), options);
    }

    public static async Task<TestStore> MigratedAsync(SharedEngine engine)
    {
        var store = await EmptyAsync(engine);
        await store.Migrator.EnsureAsync(Cancel);
        return store;
    }

    public Task ExecuteAsync(string sql) => Client.ExecuteAsync(new StoreStatement("test", sql), Cancel);

    /// <summary>In the database <c>default</c>; for making one.</summary>
    public Task ExecuteOutsideAsync(string sql) => Client.ExecuteAsync(new StoreStatement("test", sql) { Database = "default" }, Cancel);

    /// <summary>Rows as text, cells joined by <c>|</c>, NULL as <c>∅</c>.</summary>
    public Task<IReadOnlyList<string>> QueryAsync(string sql) => Client.QueryAsync(
        new StoreStatement("test", sql),
        static row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "∅" : CellText.Of(row.GetValue(i)))),
        Cancel);

    public async Task InsertAsync(IEnumerable<RowBlock> blocks, string token = "token")
    {
        foreach (var block in blocks)
        {
            await Rows.InsertAsync(block.Shape, block.Rows, [block.Bytes], token + block.Shape, Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteOutsideAsync($"DROP DATABASE IF EXISTS {Options.Database} SYNC");
        Client.Dispose();
    }
}
