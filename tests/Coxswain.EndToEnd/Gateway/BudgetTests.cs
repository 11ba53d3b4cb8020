using System.Globalization;
using System.Text.Json;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.Gateway;

/// <summary>Budgets in the gateway of the real daemon: how far they are passed, and what a killed daemon still knows.</summary>
public sealed class BudgetTests
{
    /// <summary>Of a call: 1,000 tokens of output at 10 dollars a million, and a prompt of a few dozen.</summary>
    private const decimal Estimate = 0.0102m;

    private const decimal Limit = 0.02m;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Must show 2.</summary>
    [Fact]
    public async Task Fifty_calls_at_once_pass_a_budget_by_no_more_than_one_estimate()
    {
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.Script(new SimulatedStep { Words = 200, BetweenEvents = TimeSpan.FromMilliseconds(1) }), Cancelled);
        await using var bed = await GatewayBed.StartAsync(upstream.Address);
        await bed.Cox.DoneAsync("budget", "set", "day", Limit.ToString(CultureInfo.InvariantCulture), "--block");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => GatewayCalls.SendAsync(bed.Http, GatewayCalls.Request(bed.Cox.Gateway, number.ToString(CultureInfo.InvariantCulture)))));

        var went = answers.Count(static answer => answer.Status == 200);
        var refused = answers.Where(static answer => answer.Status == 402).ToList();
        Assert.Equal(50, went + refused.Count);
        Assert.All(refused, static answer => Assert.Contains("\"billing_error\"", answer.Text, StringComparison.Ordinal));
        Assert.All(refused, static answer => Assert.Contains("budget \\u0022day\\u0022 is used up", answer.Text, StringComparison.Ordinal));
        Assert.Equal(went, upstream.Calls.Count(static call => call.Step is not null));
        await bed.WaitForAsync("SELECT countIf(failure = 'over_budget'), countIf(failure = '') FROM otel.gateway_calls FINAL", rows => rows is [[var no, var yes]] && no == $"{refused.Count}" && yes == $"{went}");
        var spent = decimal.Parse((await bed.AskAsync("SELECT toString(sum(cost_usd)) FROM otel.requests"))[0][0], CultureInfo.InvariantCulture);
        Assert.True(spent >= Limit && spent < Limit + Estimate, $"{went} calls spent {spent} of {Limit}");
        TestContext.Current.SendDiagnosticMessage("{0} of 50 calls went, and spent {1} of {2}", went, spent, Limit);

        var row = await StatusAsync(bed);
        Assert.Equal(spent, row.GetProperty("spentUsd").GetDecimal());
        Assert.Equal((0, 0), (row.GetProperty("underWayCalls").GetInt32(), row.GetProperty("unseenCalls").GetInt32()));
    }

    [Fact]
    public async Task Killed_daemon_loses_no_spend()
    {
        var slow = new SimulatedStep { Words = 400, BetweenEvents = TimeSpan.FromMilliseconds(100) };
        var quick = new SimulatedStep { Words = 50 };
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.From(request => request.Headers.TryGetValue(GatewayCalls.CallHeader, out var call) && call.StartsWith("slow", StringComparison.Ordinal) ? slow : quick), Cancelled);
        await using var bed = await GatewayBed.StartAsync(upstream.Address);
        await bed.Cox.DoneAsync("budget", "set", "day", "10", "--block");
        var running = Enumerable.Range(0, 3).Select(number => GatewayCalls.SendAsync(bed.Http, GatewayCalls.Request(bed.Cox.Gateway, $"slow{number}"))).ToList();
        while (upstream.Calls.Count(static call => call.Step is not null) < 3)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled);
        }

        // They end in the tenth of a second in which records only gather.
        var quicks = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => GatewayCalls.SendAsync(bed.Http, GatewayCalls.Request(bed.Cox.Gateway, $"quick{number}"))));
        bed.Cox.Daemon.KillAlone();
        await bed.Cox.Daemon.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
        await Task.WhenAll(running);
        Assert.All(quicks, static answer => Assert.Equal(200, answer.Status));
        await bed.Cox.UpAsync(Cancelled);

        var row = await StatusAsync(bed);
        var (stored, unseen) = (row.GetProperty("requests").GetInt32(), row.GetProperty("unseenCalls").GetInt32());
        Assert.Equal(23, stored + unseen);
        Assert.True(unseen >= 3, $"{unseen} calls have no end");
        var worth = unseen * Estimate;
        Assert.InRange(row.GetProperty("unseenUsd").GetDecimal(), unseen * 0.01m, worth);
        Assert.Contains("sent by a daemon that was killed", (await bed.Cox.DoneAsync("budget-status")).Output, StringComparison.Ordinal);

        // Budgets go on from there.
        await bed.Cox.DoneAsync("budget", "set", "day", "0.03", "--block");
        var after = await GatewayCalls.SendAsync(bed.Http, GatewayCalls.Request(bed.Cox.Gateway, "after"));
        Assert.Equal(402, after.Status);
        Assert.Contains("whose end nobody saw", after.Text, StringComparison.Ordinal);
    }

    /// <summary>A receipt is of a switch that happened: a call that is refused, or not answered by the other model, has none.</summary>
    [Fact]
    public async Task Refused_calls_write_no_receipts()
    {
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.Script(new SimulatedStep { Words = 2000 }), Cancelled);
        await using var bed = await GatewayBed.StartAsync(upstream.Address);
        Task<GatewayAnswer> SendAsync(string call)
        {
            var request = GatewayCalls.Request(bed.Cox.Gateway, call);
            request.Headers.TryAddWithoutValidation("x-claude-code-session-id", "session-1");
            return GatewayCalls.SendAsync(bed.Http, request);
        }

        await bed.Cox.DoneAsync("budget", "set", "session", "0.01", "--downshift");
        Assert.Equal(200, (await SendAsync("first")).Status);
        await bed.WaitForAsync("SELECT count() FROM otel.gateway_calls FINAL", static rows => rows is [["1"]]);
        Assert.Equal(200, (await SendAsync("moved")).Status);
        await bed.WaitForAsync("SELECT count() FROM otel.model_switches FINAL", static rows => rows is [["1"]]);

        await bed.Cox.DoneAsync("budget", "set", "session", "0.01", "--downshift", "--block");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(402, (await SendAsync($"refused{i}")).Status);
        }

        await bed.WaitForAsync("SELECT countIf(failure = 'over_budget') FROM otel.gateway_calls FINAL", static rows => rows is [["3"]]);
        Assert.Equal("1", (await bed.AskAsync("SELECT count() FROM otel.model_switches FINAL"))[0][0]);
    }

    private static async Task<JsonElement> StatusAsync(GatewayBed bed) => (await bed.Cox.DoneAsync("budget-status", "--json")).Json().GetProperty("budgets")[0];
}
