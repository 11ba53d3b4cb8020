using Coxswain.Core.Kernel;
using Coxswain.Server.Api.Doctor;
using Coxswain.Storage.ClickHouse.Drift;
using Coxswain.Tests.Engine;

namespace Coxswain.Tests.Storage.ClickHouse.Drift;

public sealed class GatewayOnlyTests(SharedEngine engine)
{
    private static readonly TimeRange Day = new(new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Requests_the_gateway_alone_tells_of_are_counted_and_doctor_does_not_say_there_are_none()
    {
        await using var room = await TestStore.MigratedAsync(engine);
        await room.ExecuteAsync(
            """
            INSERT INTO api_requests (request_key, request_id, sources, last_seen) VALUES
                ('a', 'a', 4, '2026-11-26 12:00:00'), ('b', 'b', 4, '2026-11-26 12:00:00'),
                ('c', 'c', 5, '2026-11-26 12:00:00'), ('d', 'd', 6, '2026-11-26 12:00:00'), ('e', 'e', 1, '2026-11-26 12:00:00'), ('f', 'f', 4, '2026-11-25 12:00:00')
            """);

        var counted = await new ClickHouseDriftStore(room.Client).CountGatewayOnlyAsync(Day, TestStore.Cancel);

        Assert.Equal(2, counted);
        var check = Assert.Single(TelemetryChecks.Sources([], [], counted));
        Assert.Equal((DoctorStatus.Ok, "2 requests from the gateway only: of clients without telemetry, and attempts whose answer no client saw."), (check.Status, check.Summary));
        Assert.Equal("No requests in this time.", Assert.Single(TelemetryChecks.Sources([], [], 0)).Summary);
    }
}
