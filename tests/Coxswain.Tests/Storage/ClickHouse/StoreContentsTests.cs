using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Contents;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse;

public sealed class StoreContentsTests(SharedEngine engine, CapturedSession session) : IClassFixture<CapturedSession>
{
    [Fact]
    public async Task Contents_tell_rows_size_and_age_of_each_table()
    {
        var store = await session.GetAsync();

        var contents = await new StoreContentsReader(store.Client).ReadAsync(TestStore.Cancel);

        var logs = Assert.Single(contents.Tables, table => table.Name == "otel_logs");
        Assert.Equal(("embedded engine", true, store.Options.Database), (contents.Address, contents.IsEmbedded, contents.Database));
        Assert.True(logs.Rows > 40 && logs.Bytes > 1000);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 7, 9, 59, 274, TimeSpan.Zero), logs.Oldest);
        Assert.NotNull(logs.Newest);
        Assert.Contains(contents.Tables, table => table is { Name: "otel_traces", Rows: 0, Oldest: null });
    }

    [Fact]
    public async Task Every_table_with_rows_tells_when_the_first_and_the_last_of_them_happened()
    {
        var store = await session.GetAsync();

        var contents = await new StoreContentsReader(store.Client).ReadAsync(TestStore.Cancel);

        var stored = contents.Tables.Where(table => table.Rows > 0).ToArray();
        Assert.True(stored.Length > 6);
        Assert.All(stored, table => Assert.True(table.Oldest is { Year: 2026, Month: 11, Day: 22 } && table.Newest >= table.Oldest && table.Newest < table.Oldest.Value.AddHours(1), table.ToString()));
    }

    [Fact]
    public async Task Table_that_cannot_be_read_says_why_and_hides_no_other()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        await store.ExecuteOutsideAsync($"INSERT INTO {store.Options.Database}.price_list (model_id) VALUES ('m')");
        await store.ExecuteOutsideAsync($"INSERT INTO {store.Options.Database}.otel_logs (Timestamp, Body) VALUES (now(), 'b')");
        await store.ExecuteOutsideAsync($"CREATE TABLE {store.Options.Database}.broken (time String) ENGINE = MergeTree ORDER BY time");
        await store.ExecuteOutsideAsync($"INSERT INTO {store.Options.Database}.broken VALUES ('no time at all')");

        var contents = await new StoreContentsReader(store.Client).ReadAsync(TestStore.Cancel);

        var broken = Assert.Single(contents.Tables, table => table.Name == "broken");
        Assert.Equal((1, true, null), (broken.Rows, broken.IsUpperBound, broken.Oldest));
        Assert.Contains("ClickHouse error", broken.Problem, StringComparison.Ordinal);
        Assert.Contains(contents.Tables, table => table is { Name: "otel_logs", Rows: 1, Oldest: not null, Problem: null });
        Assert.Contains(contents.Tables, table => table is { Name: "price_list", Rows: 1, Oldest: null, Problem: null });
    }

    [Fact]
    public async Task Rows_of_one_key_are_one_row_and_two_on_disk_and_times_are_those_of_the_things_told()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        await store.ExecuteOutsideAsync($"SYSTEM STOP MERGES {store.Options.Database}.prompts");
        foreach (var time in new[] { "2026-03-01 10:00:00", "2026-03-02 10:00:00" })
        {
            await store.ExecuteOutsideAsync($"INSERT INTO {store.Options.Database}.prompts (prompt_key, last_seen, o_time) VALUES ('one', now(), '{time}')");
        }

        await store.ExecuteOutsideAsync($"INSERT INTO {store.Options.Database}.subagents (subagent_key) VALUES ('of no known time')");

        var contents = await new StoreContentsReader(store.Client).ReadAsync(TestStore.Cancel);
        var prompts = Assert.Single(contents.Tables, table => table.Name == "prompts");

        Assert.Equal((1, false, 2), (prompts.Rows, prompts.IsUpperBound, prompts.RowsOnDisk));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero), prompts.Newest);
        Assert.Contains(contents.Tables, table => table is { Name: "subagents", Rows: 1, Oldest: null, Newest: null, Problem: null });
    }

    /// <summary>At ten million rows that is the difference between scanning a column and looking at what parts are known to hold.</summary>
    [Theory]
    [InlineData("otel_logs", "Timestamp")]
    [InlineData("otel_traces", "Timestamp")]
    [InlineData("otel_metrics_sum", "TimeUnix")]
    [InlineData("client_events", "time")]
    public async Task Age_of_a_table_partitioned_by_its_time_is_known_without_reading_it(string table, string column)
    {
        await using var store = await TestStore.MigratedAsync(engine);
        await store.ExecuteOutsideAsync($"INSERT INTO {store.Options.Database}.{table} ({column}) VALUES ('2026-03-01 10:00:00'), ('2026-03-02 10:00:00')");
        var asked = StoreStatement.FromFile("Queries/Status/rows.sql").With("table", table).With("oldest", column).With("newest", column);

        var plan = await store.Client.QueryAsync(asked with { Sql = "EXPLAIN\n" + asked.Sql }, static row => row.GetString(0), TestStore.Cancel);
        var found = await store.Client.QueryAsync(asked, static row => (row.GetInt64(0), row.GetInt64(2) - row.GetInt64(1)), TestStore.Cancel);

        Assert.Contains(plan, line => line.Contains("_minmax_count_projection", StringComparison.Ordinal));
        Assert.Equal((2, 86_400_000), Assert.Single(found));
    }

    [Fact]
    public async Task Table_that_lost_its_rows_meanwhile_has_no_age()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        var asked = StoreStatement.FromFile("Queries/Status/rows.sql").With("table", "otel_logs").With("oldest", "Timestamp").With("newest", "Timestamp");

        Assert.Equal((0, true, true), Assert.Single(await store.Client.QueryAsync(asked, static row => (row.GetInt64(0), row.IsDBNull(1), row.IsDBNull(2)), TestStore.Cancel)));
    }

    [Fact]
    public async Task Database_without_tables_has_no_contents()
    {
        await using var store = await TestStore.EmptyAsync(engine, static options => options.RetentionDays = 0);
        await store.ExecuteOutsideAsync($"CREATE DATABASE {store.Options.Database}");

        Assert.Empty((await new StoreContentsReader(store.Client).ReadAsync(TestStore.Cancel)).Tables);
    }
}
