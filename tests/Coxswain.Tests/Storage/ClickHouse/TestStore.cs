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
    private readonly bool _isShared;
    private readonly string _run = Guid.NewGuid().ToString("N");

    private TestStore(EngineProcess engine, StoreOptions options, bool isShared = false)
    {
        _isShared = isShared;
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

    /// <summary>In an engine of the test's own, which goes with it.</summary>
    public static TestStore On(EngineProcess engine) => new(engine, new StoreOptions { RetentionDays = 0 }, isShared: true);

    /// <param name="retentionDays">Rows of tests have fixed times; with a retention they would be gone one day.</param>
    public static async Task<TestStore> MigratedAsync(SharedEngine engine, int retentionDays = 0)
    {
        var store = await EmptyAsync(engine, options => options.RetentionDays = retentionDays);
        await store.Migrator.EnsureAsync(Cancel);
        return store;
    }

    /// <summary>The same database emptied: making all tables takes longer than most tests.</summary>
    public static async Task<TestStore> ReusedAsync(SharedEngine engine, TestStore made)
    {
        var store = new TestStore(await engine.GetAsync(), made.Options, isShared: true);
        foreach (var table in await store.QueryAsync("SELECT name FROM system.tables WHERE database = currentDatabase() AND total_rows > 0 AND (NOT startsWith(name, 'coxswain_') OR name IN ('coxswain_request_messages', 'coxswain_usage_marks', 'coxswain_usage_hours', 'coxswain_requests', 'coxswain_tool_keys', 'coxswain_tool_calls'))"))
        {
            await store.ExecuteAsync($"TRUNCATE TABLE {table}");
        }

        return store;
    }

    /// <summary>A token of this store's own; the emptied database may remember those of earlier tests.</summary>
    public string Token(string name) => $"{name}-{_run}";

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
            await Rows.InsertAsync(block.Shape, block.Rows, [block.Bytes], Token(token + block.Shape), Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isShared)
        {
            await ExecuteOutsideAsync($"DROP DATABASE IF EXISTS {Options.Database} SYNC");
        }

        Client.Dispose();
    }
}
