using Coxswain.Core.Monitoring.Productivity;
using Coxswain.Core.Telemetry;
using Coxswain.Storage.ClickHouse.Monitoring;
using Coxswain.Tests.Storage.ClickHouse.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Monitoring;

[Collection(nameof(UsageStoreTestGroup))]
public sealed class ProductivityStoreTests(UsageStoreBed bed)
{
    private static readonly DateTimeOffset Noon = UsageStoreRoom.Noon;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Deltas of 3, 4 and 5 lines, the first before the window: 9.</summary>
    [Fact]
    public async Task Deltas_in_the_window_are_summed_up()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Delta(-61, 3), Delta(-30, 4), Delta(-1, 5));

        var told = Assert.Single(await ReadAsync(room));

        Assert.Equal(new CountedWork("lines_of_code.count", "added", 9, 1), told);
    }

    /// <summary>One series had reached 10 before the window and 25 in it: 15. Another began in the window and reached 7. A third told nothing in it.</summary>
    [Fact]
    public async Task Running_totals_count_by_their_growth_in_the_window()
    {
        var room = await bed.OpenAsync();
        await room.WriteAsync(Total("a", -90, 10), Total("a", -40, 20), Total("a", -1, 25), Total("b", -20, 7), Total("c", -100, 50));

        Assert.Equal(22, Assert.Single(await ReadAsync(room)).Amount);
    }

    [Fact]
    public async Task What_nobody_counted_is_not_there() => Assert.Empty(await ReadAsync(await bed.OpenAsync()));

    [Fact]
    public async Task Without_prompts_no_time_is_told() => Assert.Equal(new PromptTimes(0, null, null, null), await new ClickHouseProductivityStore((await bed.OpenAsync()).Client).ReadPromptTimesAsync(UsageStoreRoom.Everything, Cancel));

    private static Task<IReadOnlyList<CountedWork>> ReadAsync(UsageStoreRoom room)
        => new ClickHouseProductivityStore(room.Client).ReadCountersAsync(UsageStoreRoom.Everything with { Since = Noon.AddHours(-1), Until = Noon }, Cancel);

    private static SumPoint Delta(int minutes, double lines) => Point("a", minutes, lines, 1, minutes - 1);

    private static SumPoint Total(string session, int minutes, double lines) => Point(session, minutes, lines, 2, -600);

    private static SumPoint Point(string session, int minutes, double lines, int temporality, int startMinutes) => new(
        new TelemetryOrigin { ServiceName = "claude-code", ResourceAttributes = [] }, "claude_code.lines_of_code.count", "", "", [new KeyValue("session.id", session), new KeyValue("type", "added")],
        Ns(startMinutes), Ns(minutes), 0, [], lines, temporality, true);

    private static long Ns(int minutes) => Noon.AddMinutes(minutes).ToUnixTimeMilliseconds() * 1_000_000;
}
