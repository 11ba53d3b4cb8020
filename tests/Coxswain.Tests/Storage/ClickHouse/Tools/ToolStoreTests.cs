using System.Globalization;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Tools;
using Coxswain.Storage.ClickHouse.Tools;
using Coxswain.Tests.Storage.ClickHouse.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Tools;

[Collection(nameof(UsageStoreTestGroup))]
public sealed class ToolStoreTests(UsageStoreBed bed)
{
    private static readonly DateTimeOffset Noon = UsageStoreRoom.Noon;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Two reads of 10 and 30 ms and 100 and 300 bytes, one of them failed; an edit that was refused; a grep of which only the decision came.</summary>
    [Fact]
    public async Task Tool_is_told_with_its_failures_refusals_times_and_sizes()
    {
        var store = await FillAsync();

        var tools = await store.ReadToolsAsync(UsageStoreRoom.Everything, Cancel);

        Assert.Equal(
            [
                new ToolUse("Read", 2, 1, 1, 0, 0, 2, 30, 30, 2, 400, Noon.AddSeconds(2)),
                new ToolUse("Edit", 1, 1, 0, 1, 0, 0, null, null, 0, null, Noon.AddSeconds(3)),
                new ToolUse("Grep", 1, 1, 0, 0, 1, 0, null, null, 0, null, Noon.AddSeconds(4)),
            ],
            tools);
        Assert.Equal(100, tools[0].EstimatedResultTokens);
    }

    /// <summary>The cost is that of the request: (120 · 4 + 5,000 · 0.20 + 2,000 · 5 + 42 · 20) / 1,000,000. An event does not tell the agent; the request does.</summary>
    [Fact]
    public async Task Call_is_told_with_its_requests_agent_and_cost()
    {
        var store = await FillAsync();

        var calls = await store.ReadCallsAsync(UsageStoreRoom.Everything, 10, Cancel);

        Assert.Equal(["toolu_1", "toolu_2", "toolu_3", "toolu_4"], calls.Select(static call => call.Id));
        Assert.Equal(
            new ToolCall("toolu_1", "session-1", "prompt-1", "agent-1", "Read", Noon.AddSeconds(1), Noon.AddSeconds(1), Noon.AddSeconds(1).AddMilliseconds(10), true, false, "req_1", 0.01232m), calls[0]);
        Assert.Equal((false, null, true), (calls[1].Succeeded, calls[2].Succeeded, calls[2].IsRejected));
        Assert.Equal(("", null, null), (calls[3].RequestKey, calls[3].RequestCostUsd, calls[3].EndedAt));
        Assert.Equal(["toolu_3", "toolu_4"], (await store.ReadCallsAsync(UsageStoreRoom.Everything, 2, Cancel)).Select(static call => call.Id));
    }

    [Fact]
    public async Task Filter_holds_for_time_session_and_the_requests_model_and_project()
    {
        var store = await FillAsync();

        Assert.Equal(3, (await store.ReadCallsAsync(UsageStoreRoom.Everything with { Model = "claude-opus-5-5" }, 10, Cancel)).Count);
        Assert.Empty(await store.ReadCallsAsync(UsageStoreRoom.Everything with { Model = "claude-haiku-5-5" }, 10, Cancel));
        Assert.Equal(3, (await store.ReadToolsAsync(UsageStoreRoom.Everything with { Project = "/home/dev" }, Cancel)).Sum(static tool => tool.Calls));
        Assert.Empty(await store.ReadToolsAsync(UsageStoreRoom.Everything with { Project = "/home/dev/sho" }, Cancel));
        Assert.Empty(await store.ReadToolsAsync(UsageStoreRoom.Everything with { Session = "session-2" }, Cancel));
        var window = UsageStoreRoom.Everything with { Since = Noon.AddSeconds(2), Until = Noon.AddSeconds(3) };
        Assert.Equal("toolu_2", Assert.Single(await store.ReadCallsAsync(window, 10, Cancel)).Id);
        Assert.Equal(1, Assert.Single(await store.ReadToolsAsync(window, Cancel)).Failures);
    }

    private async Task<ClickHouseToolStore> FillAsync()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync([
            UsageStoreRoom.Event("req_1", null, ("agent_id", "agent-1"), ("query_source", "agent:builtin:Explore")),
            Event("tool_decision", 1000, "toolu_1", "Read", ("decision", "accept"), ("request_id", "req_1")),
            Event("tool_result", 1010, "toolu_1", "Read", ("success", "true"), ("duration_ms", "10"), ("tool_result_size_bytes", "100"), ("request_id", "req_1")),
            Event("tool_decision", 2000, "toolu_2", "Read", ("decision", "accept"), ("request_id", "req_1")),
            Event("tool_result", 2030, "toolu_2", "Read", ("success", "false"), ("duration_ms", "30"), ("tool_result_size_bytes", "300"), ("request_id", "req_1")),
            Event("tool_decision", 3000, "toolu_3", "Edit", ("decision", "reject"), ("source", "user_reject"), ("request_id", "req_1")),
            Event("tool_decision", 4000, "toolu_4", "Grep", ("decision", "accept")),
        ]);
        await room.WriteAsync(UsageStoreRoom.Fact("req_1"));
        return new ClickHouseToolStore(room.Client);
    }

    private static LogRecord Event(string name, int afterMs, string id, string tool, params (string Key, string Value)[] attributes)
    {
        var at = Noon.AddMilliseconds(afterMs);
        return new LogRecord(
            new TelemetryOrigin { ServiceName = "claude-code", ResourceAttributes = [new KeyValue("service.version", "2.1.330")] },
            at.ToUnixTimeMilliseconds() * 1_000_000, "", "", 0, "", 0, "claude_code." + name, "",
            [
                new KeyValue("event.name", name), new KeyValue("session.id", "session-1"), new KeyValue("prompt.id", "prompt-1"), new KeyValue("tool_use_id", id), new KeyValue("tool_name", tool),
                new KeyValue("event.sequence", afterMs.ToString(CultureInfo.InvariantCulture)), .. attributes.Select(static one => new KeyValue(one.Key, one.Value)),
            ]);
    }
}
