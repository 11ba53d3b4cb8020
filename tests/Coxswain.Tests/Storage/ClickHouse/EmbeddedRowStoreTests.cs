using Coxswain.Core.Telemetry;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse;

public sealed class EmbeddedRowStoreTests(SharedEngine engine, MigratedDatabase database) : RowStoreContract, IClassFixture<MigratedDatabase>
{
    private protected override async Task<TestStore> OpenAsync() => await TestStore.ReusedAsync(engine, await database.GetAsync());

    [Fact]
    public async Task Events_of_one_tool_call_are_one_row_although_their_insert_leaves_them_apart()
    {
        await using var store = await OpenAsync();

        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = [ToolEvent("tool_decision", 1), ToolEvent("tool_result", 2)] }));

        Assert.Equal(["2"], await store.QueryAsync("SELECT count() FROM tool_calls"));
        Assert.Equal(["toolu_1|Read|1790000001|1790000002"], await store.QueryAsync("SELECT tool_use_id, tool_name, toUnixTimestamp(o_called_at), toUnixTimestamp(o_finished_at) FROM tool_calls FINAL"));
    }

    [Fact]
    public async Task Fresh_part_is_one_file_for_all_columns()
    {
        await using var store = await OpenAsync();
        var body = new string('x', 1 << 20);

        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = [.. Enumerable.Range(0, 12).Select(i => ToolEvent("tool_result", i) with { Body = body })] }));

        Assert.Equal(["Compact|12"], await store.QueryAsync("SELECT part_type, rows FROM system.parts WHERE database = currentDatabase() AND table = 'otel_logs' AND active"));
    }

    private static LogRecord ToolEvent(string name, int second) => new(
        new TelemetryOrigin { ServiceName = "claude-code" }, (1_790_000_000 + second) * 1_000_000_000L, "", "", 0, "", 0, "claude_code." + name, "",
        [new("event.name", name), new("session.id", "s1"), new("tool_name", "Read"), new("tool_use_id", "toolu_1")]);
}
