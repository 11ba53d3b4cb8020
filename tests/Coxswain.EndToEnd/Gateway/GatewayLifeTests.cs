using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.Gateway;

/// <summary>Calls through the real daemon while something else ends: their client, the engine, the room on the disk.</summary>
public sealed class GatewayLifeTests(ITestOutputHelper output)
{
    private static readonly TimeSpan CancelLimit = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_that_leaves_ends_the_call_at_the_upstream_at_once_and_its_usage_so_far_is_kept()
    {
        var count = GatewayBed.IsFull ? 500 : 16;
        // Longer between two events than the limit: the next one, which cannot be passed on any more, must not be what ends the call.
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.Script(new SimulatedStep { Words = 400, BetweenEvents = TimeSpan.FromMilliseconds(500) }), Cancelled);
        await using var bed = await GatewayBed.StartAsync(upstream.Address);
        var late = new ConcurrentBag<double>();

        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancelled }, async (number, _) =>
        {
            var call = Text(number);
            DateTimeOffset left;
            using (var request = GatewayCalls.Request(bed.Cox.Gateway, call))
            using (var answer = await bed.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled))
            {
                using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));
                while (await reader.ReadLineAsync(Cancelled) is { } line && line != "event: content_block_delta")
                {
                }

                left = TimeProvider.System.GetUtcNow();
            }

            var seen = upstream.Calls.Single(one => one.Headers[GatewayCalls.CallHeader] == call);
            await seen.Ended.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
            Assert.Equal(SimulatedOutcome.Left, seen.Outcome);
            late.Add((seen.ClientLeftAt!.Value - left).TotalMilliseconds);
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} clients left; the upstream's call ended after {late.Order().ElementAt(count / 2):F1} ms, at most {late.Max():F1} ms"));
        Assert.True(late.Max() <= CancelLimit.TotalMilliseconds, string.Join(' ', late));
        var rows = await bed.WaitForAsync("SELECT outcome, count(), countIf(input_tokens + cache_read_tokens + cache_write_5m_tokens > 0) FROM otel.gateway_calls FINAL GROUP BY 1", rows => rows.Sum(static row => int.Parse(row[1], CultureInfo.InvariantCulture)) == count);
        Assert.Equal(["client_gone", Text(count), Text(count)], Assert.Single(rows));
    }

    [Fact]
    public async Task Calls_go_on_while_the_engine_is_killed_and_each_is_recorded_once()
    {
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.Script(new SimulatedStep { BetweenEvents = TimeSpan.FromMilliseconds(5) }), Cancelled);
        await using var bed = await GatewayBed.StartAsync(upstream.Address);
        await bed.WaitForAsync("SELECT count() FROM otel.gateway_calls", static rows => rows.Count == 1);
        var calls = 0;

        for (var kill = 0; kill < (GatewayBed.IsFull ? 20 : 2); kill++)
        {
            calls += await CallsAsync(bed, upstream, calls, 10);
            var running = CallsAsync(bed, upstream, calls, 30);
            var engine = (await bed.StoreAsync()).GetProperty("enginePid");
            if (engine.ValueKind == System.Text.Json.JsonValueKind.Number)
            {
                using var process = Process.GetProcessById(engine.GetInt32());
                process.Kill();
            }

            calls += await running;
        }

        await AssertRecordedOnceAsync(bed, calls);
    }

    [Fact]
    public async Task Calls_go_on_while_the_disk_is_full_and_each_is_recorded_once_there_is_room()
    {
        using var disk = SmallDisk.TryMount(400);
        Assert.SkipWhen(disk is null, "A file system of limited size needs root and mount.");
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.Healthy, Cancelled);
        await using var bed = new GatewayBed(upstream.Address, home: Path.Combine(disk!.Path, "home"));
        bed.Cox.Environment["COX_OUTBOX_FREE_DISK_RESERVE_BYTES"] = "0";
        await bed.Cox.UpAsync(Cancelled);
        await bed.WaitForAsync("SELECT count() FROM otel.gateway_calls", static rows => rows.Count == 1);
        var calls = await CallsAsync(bed, upstream, 0, 10);
        disk.Fill();

        calls += await CallsAsync(bed, upstream, calls, 200);

        disk.Resize(800);
        calls += await CallsAsync(bed, upstream, calls, 10);
        await AssertRecordedOnceAsync(bed, calls);
    }

    /// <returns>How many calls were made, all of them answered with the upstream's very bytes.</returns>
    private static async Task<int> CallsAsync(GatewayBed bed, SimulatedUpstream upstream, int from, int count)
    {
        await Parallel.ForEachAsync(Enumerable.Range(from, count), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancelled }, async (number, _) =>
        {
            var answer = await GatewayCalls.SendAsync(bed.Http, GatewayCalls.Request(bed.Cox.Gateway, Text(number)));
            var seen = upstream.Calls.Single(call => call.Headers[GatewayCalls.CallHeader] == Text(number));
            await seen.Ended.WaitAsync(Cancelled);
            Assert.True(answer is { Status: 200, IsCut: false } && answer.Sha256 == seen.ResponseSha256, $"call {number}: {answer.Status}");
        });
        return count;
    }

    private static async Task AssertRecordedOnceAsync(GatewayBed bed, int calls)
    {
        var rows = await bed.WaitForAsync("SELECT uniqExact(call_id), count() FROM otel.gateway_calls", rows => rows is [[var distinct, _]] && distinct == Text(calls));
        Assert.Equal(Text(calls), rows[0][1]);
        Assert.Equal([Text(calls), Text(calls)], Assert.Single(await bed.AskAsync("SELECT uniqExact(call_id), count() FROM otel.gateway_attempts")));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
