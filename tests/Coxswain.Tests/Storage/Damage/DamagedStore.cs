using Coxswain.Core.Kernel;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Storage.Damage;
using Coxswain.Storage.Opening;
using Coxswain.Testing.Engines;
using Coxswain.Tests.Storage.ClickHouse;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Storage.Damage;

/// <summary>Tables of two parts each whose files are damaged on disk, and a client that has damage set aside.</summary>
internal sealed class DamagedStore : IAsyncDisposable
{
    private readonly StoreClient _plain;

    private DamagedStore(EngineProcess engine, StoreOptions options)
    {
        var address = StoreAddress.Embedded(engine.SocketPath);
        _plain = new StoreClient(options, address, TimeProvider.System, NullLogger<StoreClient>.Instance);
        Client = new StoreClient(options, address, TimeProvider.System, NullLogger<StoreClient>.Instance) { Mending = (words, token) => Parts!.SetAsideAsync(words, token) };
        // The gate is closed: nothing is brought up to date afterwards.
        var opener = new StoreOpener(
            new SchemaMigrator(Client, options, NullLogger<SchemaMigrator>.Instance), null!, Client, new StoreGate(), Log, null!, null!, Clock, NullLogger<StoreOpener>.Instance);
        Parts = new DamagedParts(Client, opener, Log, new DataFolder(Path.GetDirectoryName(engine.Folder)!), Clock, NullLogger<DamagedParts>.Instance);
        Check = new TableCheck(Client, Parts, opener);
    }

    public StoreClient Client { get; }

    public DamagedParts Parts { get; }

    public TableCheck Check { get; }

    public NotedDamage Log { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 25, 18, 0, 0, TimeSpan.Zero));

    public static async Task<DamagedStore> OpenAsync(EngineProcess engine)
    {
        var options = new StoreOptions { Database = "d_" + Guid.NewGuid().ToString("N")[..12], RetentionDays = 0 };
        await engine.QueryAsync($"CREATE DATABASE {options.Database}");
        return new DamagedStore(engine, options);
    }

    /// <summary>Rows 1 to 5 on one day and 6 to 10 on the next.</summary>
    public async Task CreateAsync(string table, bool isWide)
    {
        await ExecuteAsync($"CREATE TABLE {table} (id UInt32, word LowCardinality(String), text String, time DateTime('UTC'), INDEX words text TYPE bloom_filter GRANULARITY 1) "
            + $"ENGINE = MergeTree PARTITION BY toDate(time) ORDER BY id SETTINGS min_bytes_for_wide_part = {(isWide ? 0 : 1_000_000)}");
        foreach (var first in new[] { 1, 6 })
        {
            await ExecuteAsync($"INSERT INTO {table} SELECT {first} + number, 'w', randomPrintableASCII(200), toDateTime('2026-11-2{(first == 1 ? 4 : 5)} 10:00:00') FROM numbers(5)");
        }
    }

    /// <summary>Damages a file of the part with rows 1 to 5.</summary>
    /// <returns>The part's folder.</returns>
    public async Task<string> DamageAsync(string table, string file, string how)
    {
        var path = (await PlainAsync($"SELECT path FROM system.parts WHERE database = currentDatabase() AND table = '{table}' AND active ORDER BY name LIMIT 1"))[0].TrimEnd('/');
        FileDamage.Do(Path.Combine(path, file), how);
        await ExecuteAsync("SYSTEM DROP MARK CACHE");
        await ExecuteAsync("SYSTEM DROP INDEX MARK CACHE");
        return path;
    }

    public Task<IReadOnlyList<string>> ReadAsync(string sql) => ReadAsync(Client, sql);

    /// <summary>Reads every column: the sum of the ids.</summary>
    public async Task<string> SumAsync(string table) => (await ReadAsync($"SELECT toString(sum(id)) || ' ' || max(word) FROM {table} WHERE text != 'nothing'"))[0];

    /// <summary>Past the search for damage.</summary>
    public Task<IReadOnlyList<string>> PlainAsync(string sql) => ReadAsync(_plain, sql);

    /// <inheritdoc cref="PlainAsync"/>
    public Task ExecuteAsync(string sql) => _plain.ExecuteAsync(new StoreStatement("test", sql), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        Parts.Dispose();
        _plain.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Task<IReadOnlyList<string>> ReadAsync(StoreClient client, string sql) =>
        client.QueryAsync(new StoreStatement("test", sql), static row => CellText.Of(row.GetValue(0)), TestContext.Current.CancellationToken);
}
