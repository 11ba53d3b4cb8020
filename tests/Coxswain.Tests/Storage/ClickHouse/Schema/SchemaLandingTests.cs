using Coxswain.Core.Telemetry;
using Coxswain.Storage;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Engines;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse.Schema;

public sealed class SchemaLandingTests(SharedEngine engine)
{
    private const long Recent = 1_790_000_000;
    private const string Counts = "SELECT (SELECT count() FROM otel_logs), (SELECT count() FROM api_requests FINAL)";

    [Fact]
    public async Task View_that_is_right_is_never_replaced_because_rows_landing_meanwhile_would_be_lost()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        const string Views = "SELECT name, uuid FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'coxswain_landing_') ORDER BY name";
        var made = await store.QueryAsync(Views);

        await store.Migrator.EnsureAsync(repair: true, TestStore.Cancel);

        Assert.Equal(16, made.Count);
        Assert.Equal(made, await store.QueryAsync(Views));
    }

    [Fact]
    public async Task Without_its_view_nothing_lands_and_the_next_start_makes_it_again()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        await store.ExecuteAsync("DROP TABLE coxswain_landing_otel_logs_1_mv SYNC");
        await store.InsertAsync([Days(1)], "direct");
        Assert.Equal(["1|1"], await store.QueryAsync(Counts));

        await store.Migrator.EnsureAsync(TestStore.Cancel);
        await store.InsertAsync([Days(1)], "landed");

        Assert.Equal(["2|1"], await store.QueryAsync(Counts));
    }

    [Fact]
    public async Task Rows_land_and_repeats_are_known_right_after_the_engine_was_killed()
    {
        using var folder = new TemporaryFolder();
        var block = Days(20);
        await using (var first = await EngineProcess.StartAsync(folder.Path))
        {
            await using var store = TestStore.On(first);
            await store.Migrator.EnsureAsync(TestStore.Cancel);
            await store.Rows.InsertAsync(block.Shape, block.Rows, [block.Bytes], "same", TestStore.Cancel);
            Assert.Equal(["20|20"], await store.QueryAsync(Counts));
            await first.KillAsync();
        }

        await using var second = await EngineProcess.StartAsync(folder.Path);
        await using var again = TestStore.On(second);
        await again.Rows.InsertAsync(block.Shape, block.Rows, [block.Bytes], "same", TestStore.Cancel);
        Assert.Equal(["20|20"], await again.QueryAsync(Counts));
        await again.Rows.InsertAsync(block.Shape, block.Rows, [block.Bytes], "other", TestStore.Cancel);
        Assert.Equal(["40|20"], await again.QueryAsync(Counts));
    }

    private static RowBlock Days(int days) => TelemetryRows.Encode(new TelemetryBatch
    {
        Logs = [.. Enumerable.Range(0, days).Select(day => new LogRecord(
            new TelemetryOrigin { ServiceName = "claude-code" }, (Recent + (day * 86_400L)) * 1_000_000_000, "", "", 0, "", 0, "claude_code.api_request", "",
            [new("request_id", $"r{day}"), new("session.id", "s")]))],
    })[0];
}
