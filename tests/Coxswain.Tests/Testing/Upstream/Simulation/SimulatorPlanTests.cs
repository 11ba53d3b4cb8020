using System.Globalization;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Answers;
using Coxswain.Testing.Upstream.Simulation.Faults;
using Coxswain.Testing.Upstream.Simulation.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Testing.Upstream.Simulation;

public sealed class SimulatorPlanTests
{
    private static readonly (Fault, double)[] Mixed = [(Fault.Parse("529"), 0.1), (Fault.Parse("reset:before-headers"), 0.15), (Fault.Parse("429"), 0.05)];

    [Fact]
    public void Mix_is_decided_by_seed_body_and_occurrence_and_nothing_else()
    {
        var requests = Enumerable.Range(0, 500).Select(static number => Request(number, number % 100)).ToList();

        var one = requests.ToDictionary(static request => request, static request => SimulatorPlan.Mix(7, Mixed).Next(request).Fault?.Name);
        var plan = SimulatorPlan.Mix(7, Mixed);
        var two = requests.AsEnumerable().Reverse().ToDictionary(static request => request, request => plan.Next(request with { Number = 99 }).Fault?.Name);
        var other = requests.Select(static request => SimulatorPlan.Mix(8, Mixed).Next(request).Fault?.Name);

        Assert.All(requests, request => Assert.Equal(one[request], two[request]));
        Assert.NotEqual(one.Values, other);
    }

    [Fact]
    public void Mix_gives_each_fault_its_share()
    {
        var plan = SimulatorPlan.Mix(1, Mixed);
        var counts = Enumerable.Range(0, 20_000).Select(number => plan.Next(Request(number, number)).Fault?.Name ?? "none").CountBy(static name => name).ToDictionary();

        Assert.InRange(counts["529"], 1850, 2150);
        Assert.InRange(counts["reset:before-headers"], 2820, 3180);
        Assert.InRange(counts["429"], 890, 1110);
        Assert.InRange(counts["none"], 13_750, 14_250);
    }

    [Fact]
    public void Mix_of_more_than_all_is_refused() => Assert.Throws<ArgumentException>(() => SimulatorPlan.Mix(1, (Fault.Parse("529"), 0.7), (Fault.Parse("500"), 0.4)));

    [Fact]
    public async Task Script_goes_step_by_step_and_repeats_its_last()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("500"), SimulatedStep.Fail("529"), SimulatedStep.Answer));

        var statuses = new List<int>();
        for (var call = 0; call < 4; call++)
        {
            statuses.Add((await bed.RefusedAsync(SimulatorBed.Ask())).Status);
        }

        Assert.Equal([500, 529, 200, 200], statuses);
    }

    [Fact]
    public async Task Function_of_the_request_decides_and_sees_retries()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.From(static request => request is { Occurrence: 1, Model: SimulatorBed.Opus } ? SimulatedStep.Fail("529") : SimulatedStep.Answer));

        Assert.Equal(529, (await bed.RefusedAsync(SimulatorBed.Ask("a"))).Status);
        Assert.Equal(529, (await bed.RefusedAsync(SimulatorBed.Ask("b"))).Status);
        Assert.Equal(200, (await bed.RefusedAsync(SimulatorBed.Ask("a"))).Status);
        Assert.Equal(200, (await bed.RefusedAsync(SimulatorBed.Ask("c", model: "claude-haiku-5-5"))).Status);
    }

    [Fact]
    public async Task Plan_may_change_while_the_upstream_runs()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("529")));
        Assert.Equal(529, (await bed.RefusedAsync(SimulatorBed.Ask())).Status);

        bed.Upstream.Plan = SimulatorPlan.Healthy;

        Assert.Equal(200, (await bed.RefusedAsync(SimulatorBed.Ask())).Status);
    }

    [Theory]
    [InlineData(SimulatorBed.Opus, 2000, 5)]
    [InlineData(SimulatorBed.Opus, 1000, 4)]
    [InlineData(SimulatorBed.Opus, 999, 0)]
    [InlineData("claude-haiku-5-5", 10, 9)]
    [InlineData("claude-sonnet-5-5", 2000, 0)]
    public void First_byte_takes_as_long_as_model_and_size_say(string model, int tokens, int seconds)
    {
        var options = new SimulatorOptions
        {
            Latency =
            [
                new LatencyRule { Model = SimulatorBed.Opus, MinTokens = 1000, FirstByte = new Spread(TimeSpan.FromSeconds(3)), PerThousandTokens = TimeSpan.FromSeconds(1) },
                new LatencyRule { Model = "claude-haiku-5-5", FirstByte = new Spread(TimeSpan.FromSeconds(9)) },
            ],
        };
        var request = Request(1, 1) with { Model = model, Tokens = tokens };

        Assert.Equal(TimeSpan.FromSeconds(seconds), new AnswerPace(options, request, SimulatedStep.Answer, CancellationToken.None).FirstByte);
        Assert.Equal(TimeSpan.FromSeconds(1), new AnswerPace(options, request, new SimulatedStep { FirstByte = TimeSpan.FromSeconds(1) }, CancellationToken.None).FirstByte);
    }

    [Fact]
    public async Task Waits_are_of_the_simulators_clock()
    {
        var clock = new FakeTimeProvider();
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(new SimulatedStep { FirstByte = TimeSpan.FromHours(1), BetweenEvents = TimeSpan.FromHours(1) }), new SimulatorOptions { Clock = clock });

        var slow = bed.StreamAsync(SimulatorBed.Ask(stream: true));
        while (!slow.IsCompleted)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        var call = Assert.Single(bed.Upstream.Calls);
        await call.Ended.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(call.EndedAt - call.ArrivedAt >= TimeSpan.FromHours((await slow).Count));
    }

    [Fact]
    public void Spread_has_its_median_and_is_the_same_for_the_same_draw()
    {
        var spread = new Spread(TimeSpan.FromSeconds(1), 0.5) { Longest = TimeSpan.FromSeconds(3) };
        var drawn = Enumerable.Range(0, 4001).Select(number => spread.Draw(new SeededDraws(1, number.ToString(CultureInfo.InvariantCulture), 1, "latency"))).Order().ToList();

        Assert.InRange(drawn[2000].TotalSeconds, 0.95, 1.05);
        Assert.InRange(drawn[3365].TotalSeconds, Math.Exp(0.5) - 0.1, Math.Exp(0.5) + 0.1);
        Assert.Equal(3, drawn[^1].TotalSeconds);
        Assert.Equal(spread.Draw(new SeededDraws(1, "x", 1, "latency")), spread.Draw(new SeededDraws(1, "x", 1, "latency")));
    }

    private static SimulatedRequest Request(int number, int body)
        => new(number, body.ToString(CultureInfo.InvariantCulture), 1 + (number / 100 % 5), SimulatorBed.Opus, false, 10, new Dictionary<string, string>());
}
