using System.Globalization;
using Coxswain.EndToEnd.Gateway;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.Sdk;

/// <summary>The official SDK under faults, directly and through the gateway of the real daemon in the same run; attempts are what the simulator counts.</summary>
public sealed class SdkGatewayTests(ITestOutputHelper output)
{
    /// <summary>So long an SDK waits for one try, in every arm.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Short waits, as the simulator answers at once: what is compared are counts, not times.</summary>
    private static readonly Dictionary<string, string> Hasty = new() { ["FIRST_WAIT"] = "00:00:00.050", ["FIRST_CONTENT"] = "00:00:01", ["WHOLE_ANSWER"] = "00:00:01" };

    private static int Calls => GatewayBed.IsFull ? 2000 : 300;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_calls_under_thirty_percent_faults_fewer_than_one_in_a_hundred_fails_through_the_gateway()
    {
        var direct = await DirectAsync(retries: 0);
        var retrying = await DirectAsync(retries: 2);

        await using var upstream = await MixAsync();
        await using var bed = await GatewayBed.StartAsync(upstream.Address, Hasty);
        var outcomes = await new SdkRun(bed.Cox.Gateway, Calls) { Retries = 0, Timeout = Timeout }.RunAsync(Limit);
        await Task.WhenAll(upstream.Calls.Select(static call => call.Ended)).WaitAsync(Cancelled);
        var through = new Arm(Failures(outcomes), (double)upstream.Totals.Calls / Calls);

        output.WriteLine($"{Calls} calls each, SDK without retries: direct {direct}; with its 2 retries: direct {retrying}; without retries, through the gateway: {through}");
        Assert.True(direct.Failures > Calls * 0.2, $"{direct}");
        Assert.True(through.Failures < Calls * 0.01, $"{through}: {string.Join(", ", outcomes.Where(static outcome => !outcome.IsOk).Select(static outcome => $"{outcome}"))}");
        Assert.True(through.Failures <= direct.Failures * 0.1, $"{direct} {through}");
        Assert.True(through.Attempts <= 1.6, $"{through}");
        var texts = upstream.Calls.ToLookup(CallOf);
        Assert.All(outcomes.Where(static outcome => outcome.IsOk), outcome => Assert.Equal(texts[outcome.Call].MaxBy(static call => call.Number)!.TextSha256, outcome.TextSha256));
        await bed.WaitForAsync("SELECT count(), sum(attempts) FROM otel.gateway_calls FINAL", rows => rows is [[var calls, var attempts]] && calls == Text(Calls) && attempts == Text(upstream.Totals.Calls));
    }

    [Fact]
    public async Task Total_outage_gets_hardly_an_attempt_more_than_there_are_calls_and_ends_by_itself()
    {
        var (before, during) = GatewayBed.IsFull ? (1000, 1000) : (160, 160);
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("529")), Cancelled);
        await using var bed = await GatewayBed.StartAsync(upstream.Address, Hasty);
        var patient = new SdkRun(bed.Cox.Gateway, before) { Retries = 0, Timeout = TimeSpan.FromSeconds(1) };

        var began = TimeProvider.System.GetTimestamp();
        await patient.RunAsync(Limit);
        var first = (Attempts: upstream.Totals.Calls, Took: TimeProvider.System.GetElapsedTime(began));
        var outcomes = await (patient with { Calls = during }).RunAsync(Limit);
        var after = upstream.Totals.Calls - first.Attempts;
        upstream.Plan = SimulatorPlan.Healthy;
        var later = await (patient with { Calls = 20, Timeout = TimeSpan.FromSeconds(50), AtOnce = 4 }).RunAsync(Limit);

        output.WriteLine($"outage: {first.Attempts} attempts for {before} calls in the first {first.Took.TotalSeconds:F0} s, then {after} for {during}");
        Assert.All(outcomes, static outcome => Assert.False(outcome.IsOk));
        Assert.True(first.Took > TimeSpan.FromSeconds(GatewayBed.IsFull ? 60 : 8), $"{first.Took}");
        Assert.InRange(after, 1, during * 1.1);
        Assert.All(later, static outcome => Assert.True(outcome.IsOk, $"{outcome}"));
    }

    private static async Task<Arm> DirectAsync(int retries)
    {
        await using var upstream = await MixAsync();
        var outcomes = await new SdkRun(upstream.Address, Calls) { Retries = retries, Timeout = Timeout }.RunAsync(Limit);
        return new Arm(Failures(outcomes), (double)upstream.Totals.Calls / Calls);
    }

    private static Task<SimulatedUpstream> MixAsync() => SimulatedUpstream.StartAsync(SimulatorPlan.Mix(30, FaultMixes.ThirtyPercent), Cancelled);

    private static int Failures(IReadOnlyList<SdkOutcome> outcomes) => outcomes.Count(static outcome => !outcome.IsOk);

    private static int CallOf(SimulatedCall call) => int.Parse(call.Headers["x-call"], CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <param name="Attempts">For each call.</param>
    private sealed record Arm(int Failures, double Attempts);
}
