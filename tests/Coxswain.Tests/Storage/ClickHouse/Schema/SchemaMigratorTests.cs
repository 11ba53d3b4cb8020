using Coxswain.Storage.ClickHouse;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse.Schema;
using Coxswain.Tests.Engine;
using Coxswain.Tests.Server.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Storage.ClickHouse.Schema;

public sealed class SchemaMigratorTests(SharedEngine engine)
{
    [Fact]
    public async Task Empty_database_gets_every_table_and_a_second_run_changes_nothing()
    {
        await using var store = await TestStore.EmptyAsync(engine);

        var first = await store.Migrator.EnsureAsync(TestStore.Cancel);
        var made = await store.QueryAsync("SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name");
        var second = await store.Migrator.EnsureAsync(TestStore.Cancel);

        Assert.Equal((SchemaMode.Complete, SchemaScript.Newest), (first.Mode, first.Version));
        Assert.Equal(first.Version, second.Version);
        Assert.Contains(made, t => t.StartsWith("otel_logs|", StringComparison.Ordinal));
        Assert.Equal(made, await store.QueryAsync("SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name"));
    }

    [Fact]
    public async Task Database_of_a_newer_cox_is_refused_by_name_and_number()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        await store.ExecuteAsync("INSERT INTO coxswain_migrations (version, name, cox_version) VALUES (900, 'x', '9.9.9')");

        var refused = await Assert.ThrowsAsync<StoreRejectedException>(() => store.Migrator.EnsureAsync(TestStore.Cancel));

        Assert.Contains("schema 900 by cox 9.9.9", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Update cox", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migration_that_was_interrupted_continues()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        await store.ExecuteAsync("DROP TABLE api_requests_mv SYNC");
        await store.ExecuteAsync("DROP TABLE otel_metrics_gauge SYNC");
        await store.ExecuteAsync("TRUNCATE TABLE coxswain_migrations");

        await store.Migrator.EnsureAsync(TestStore.Cancel);

        Assert.Equal(["api_requests_mv", "otel_metrics_gauge"], await store.QueryAsync(
            "SELECT name FROM system.tables WHERE database = currentDatabase() AND name IN ('api_requests_mv', 'otel_metrics_gauge') ORDER BY name"));
    }

    [Fact]
    public async Task Lost_record_of_an_old_script_does_not_bring_back_what_later_ones_replaced()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        var made = await store.QueryAsync("SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name");
        await store.ExecuteAsync("ALTER TABLE coxswain_migrations DELETE WHERE version BETWEEN 3 AND 22 SETTINGS mutations_sync = 1");

        await store.Migrator.EnsureAsync(TestStore.Cancel);

        Assert.Equal(made, await store.QueryAsync("SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name"));
    }

    [Fact]
    public async Task Retention_is_400_days_unless_configured_and_a_change_alters_the_table()
    {
        await using var store = await TestStore.MigratedAsync(engine, new StoreOptions().RetentionDays);
        Assert.Contains("toIntervalDay(400)", await TtlAsync(store, "otel_logs"), StringComparison.Ordinal);

        store.Options.Retention = "otel_logs=30, otel_traces=0";
        await store.Migrator.EnsureAsync(TestStore.Cancel);

        Assert.Contains("TTL toDateTime(Timestamp) + toIntervalDay(30)", await TtlAsync(store, "otel_logs"), StringComparison.Ordinal);
        Assert.DoesNotContain("TTL", await TtlAsync(store, "otel_traces"), StringComparison.Ordinal);
        Assert.Contains("TTL last_seen + toIntervalDay(400)", await TtlAsync(store, "api_requests"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_that_only_asks_changes_no_retention_whatever_its_settings_say()
    {
        await using var store = await TestStore.MigratedAsync(engine, new StoreOptions().RetentionDays);
        store.Options.RetentionDays = 10;

        await new SchemaMigrator(store.Client, store.Options, NullLogger<SchemaMigrator>.Instance, new RetentionPolicy(IsApplied: false)).EnsureAsync(TestStore.Cancel);

        Assert.Contains("TTL last_seen + toIntervalDay(400)", await TtlAsync(store, "api_requests"), StringComparison.Ordinal);
    }

    /// <summary>Single commands fill a store without a retention; the first daemon gives it one.</summary>
    [Fact]
    public async Task What_a_retention_deletes_is_told_also_by_the_first_one()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        store.Options.RetentionDays = 0;
        await new SchemaMigrator(store.Client, store.Options, NullLogger<SchemaMigrator>.Instance).EnsureAsync(TestStore.Cancel);
        await store.ExecuteAsync("INSERT INTO api_requests (request_key, sources, last_seen) SELECT toString(number), 2, now() - toIntervalDay(number * 20) FROM numbers(3)");
        using var log = new LogLines();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        store.Options.RetentionDays = 30;

        await new SchemaMigrator(store.Client, store.Options, factory.CreateLogger<SchemaMigrator>()).EnsureAsync(TestStore.Cancel);

        Assert.Equal("Retention of api_requests is 30 days from now on; 1 older rows are deleted for good (store.retentionDays, store.retention).", Assert.Single(log.Lines).Trim());
    }

    [Fact]
    public async Task Retention_of_a_table_another_program_made_is_its_own_unless_named()
    {
        await using var store = await TestStore.EmptyAsync(engine);
        await store.ExecuteOutsideAsync($"CREATE DATABASE {store.Options.Database}");
        var logs = SchemaScript.All[0].Steps.First(s => s.CreatedTable == "otel_logs").Sql.Replace("/*cluster*/", "", StringComparison.Ordinal);
        await store.ExecuteAsync(logs);

        await store.Migrator.EnsureAsync(TestStore.Cancel);
        Assert.DoesNotContain("TTL", await TtlAsync(store, "otel_logs"), StringComparison.Ordinal);
        Assert.Contains("TTL", await TtlAsync(store, "otel_traces"), StringComparison.Ordinal);

        store.Options.Retention = "otel_logs=7";
        await store.Migrator.EnsureAsync(TestStore.Cancel);
        Assert.Contains("toIntervalDay(7)", await TtlAsync(store, "otel_logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_insert_into_a_typed_table_is_one_file_for_all_columns()
    {
        await using var store = await TestStore.MigratedAsync(engine);

        await store.ExecuteAsync("INSERT INTO api_requests (request_key, sources) SELECT toString(number), 2 FROM numbers(100000)");

        Assert.Equal(["Compact|1"], await store.QueryAsync(
            "SELECT part_type, data_uncompressed_bytes > 10485760 FROM system.parts WHERE database = currentDatabase() AND table = 'api_requests' AND active"));
    }

    [Fact]
    public async Task Without_schema_creation_an_empty_database_is_read_only_and_says_why()
    {
        await using var store = await TestStore.EmptyAsync(engine, o => o.CreateSchema = false);
        await store.ExecuteOutsideAsync($"CREATE DATABASE {store.Options.Database}");

        var state = await store.Migrator.EnsureAsync(TestStore.Cancel);

        Assert.Equal(SchemaMode.ReadOnly, state.Mode);
        Assert.Contains(state.Problems, p => p.Contains("switched off", StringComparison.Ordinal));
        Assert.Empty(await store.QueryAsync("SELECT name FROM system.tables WHERE database = currentDatabase()"));
    }

    private static async Task<string> TtlAsync(TestStore store, string table) =>
        Assert.Single(await store.QueryAsync($"SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = '{table}'"));
}
