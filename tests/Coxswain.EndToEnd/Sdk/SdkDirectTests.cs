using System.Globalization;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.Sdk;

/// <summary>The official SDK and the simulator, with nothing in between: what a gateway has to be better than.</summary>
public sealed class SdkDirectTests
{
    private const int Calls = 200;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Healthy_simulator_satisfies_the_sdk()
    {
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.Healthy, TestContext.Current.CancellationToken);

        var outcomes = await new SdkRun(upstream.Address, 20).RunAsync(Limit);

        Assert.Equal(20, outcomes.Count);
        Assert.All(outcomes, static outcome => Assert.True(outcome is { IsOk: true, Stop: "end_turn" }, $"{outcome}"));
        Assert.Equal(20, upstream.Totals.Answered);
        Assert.Equal(HashesByCall(upstream).OrderBy(static entry => entry.Key).Select(static entry => entry.Value.Single()), outcomes.Select(static outcome => outcome.TextSha256));
    }

    [Fact]
    public async Task Both_sides_of_a_fault_mix_tell_the_same_history()
    {
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.Mix(3, FaultMixes.ThirtyPercent), TestContext.Current.CancellationToken);

        var outcomes = await new SdkRun(upstream.Address, Calls).RunAsync(Limit);
        await Task.WhenAll(upstream.Calls.Select(static call => call.Ended)).WaitAsync(TestContext.Current.CancellationToken);
        var attempts = upstream.Calls.ToLookup(CallOf);

        Assert.Equal(Enumerable.Range(0, Calls), outcomes.Select(static outcome => outcome.Call));
        Assert.Equal(upstream.Totals.Calls, attempts.Sum(static tries => tries.Count()));
        Assert.InRange(upstream.Calls.Count(static call => call.Step?.Fault is not null) / (double)upstream.Calls.Count, 0.2, 0.4);
        Assert.All(outcomes, outcome =>
        {
            var last = attempts[outcome.Call].MaxBy(static call => call.Number)!;
            Assert.InRange(attempts[outcome.Call].Count(), 1, 3);
            Assert.Equal(outcome.IsOk, last.Step!.Fault is null);
            Assert.True(!outcome.IsOk || last.TextSha256 == outcome.TextSha256, $"{outcome}");
        });

        // The SDK retries what fails before its stream begins, and nothing after: so some calls are lost.
        Assert.InRange(outcomes.Count(static outcome => !outcome.IsOk), 5, Calls / 4);
        Assert.Contains(outcomes, static outcome => outcome.IsOk && outcome.Took > TimeSpan.FromMilliseconds(300));
    }

    private static int CallOf(SimulatedCall call) => int.Parse(call.Headers["x-call"], CultureInfo.InvariantCulture);

    private static Dictionary<int, List<string>> HashesByCall(SimulatedUpstream upstream)
        => upstream.Calls.GroupBy(CallOf).ToDictionary(static group => group.Key, static group => group.Select(static call => call.TextSha256).ToList());
}
