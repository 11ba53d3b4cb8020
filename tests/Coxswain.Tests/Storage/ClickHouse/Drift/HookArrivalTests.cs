using System.Text;
using Coxswain.Core.Kernel;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Drift;
using Coxswain.Server.Hooks;
using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.ClickHouse.Drift;
using Coxswain.Storage.ClickHouse.Rows;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse.Drift;

/// <summary>Hook events from the endpoint's record to what doctor asks the store; no table of the client's own events takes them in.</summary>
public sealed class HookArrivalTests(SharedEngine engine)
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeRange Day = new(Noon.AddDays(-1), Noon.AddDays(1));

    [Fact]
    public async Task Events_are_counted_with_the_newest_and_are_no_events_of_the_client()
    {
        await using var store = await TestStore.MigratedAsync(engine);
        var drift = new ClickHouseDriftStore(store.Client);
        var none = await drift.ReadHookArrivalsAsync(Day, TestStore.Cancel);
        await store.InsertAsync(TelemetryRows.Encode(new TelemetryBatch { Logs = [Event(Noon), Event(Noon.AddMinutes(3)), Event(Noon.AddDays(2))] }), "1");

        Assert.Equal(new HookArrivals(0, null), none);
        Assert.Equal(new HookArrivals(2, Noon.AddMinutes(3)), await drift.ReadHookArrivalsAsync(Day, TestStore.Cancel));
        Assert.Empty(await drift.ReadObservedAsync(Day, TestStore.Cancel));
        Assert.Equal(
            [0L, 0L],
            await store.Client.QueryAsync(new StoreStatement("test", "SELECT toInt64(count()) FROM client_events UNION ALL SELECT toInt64(count()) FROM sessions"), static row => row.GetInt64(0), TestStore.Cancel));
    }

    private static LogRecord Event(DateTimeOffset time) => HookRecord.Read(
        Encoding.UTF8.GetBytes("""{"hook_event_name":"Stop","session_id":"s-1"}"""),
        new TelemetryOrigin { ServiceName = "coxswain", ResourceAttributes = [new KeyValue("service.name", "coxswain")] },
        time)!;
}
