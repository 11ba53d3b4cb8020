using Coxswain.EndToEnd.Gateway;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>The daemon is killed in the middle of an answer to the real client, and another one starts where it was.</summary>
public sealed class KilledGatewayTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_whose_gateway_is_killed_in_the_middle_of_an_answer_gets_it_from_the_next_one()
    {
        var slow = new SimulatedStep { Words = 400, BetweenEvents = TimeSpan.FromMilliseconds(100) };
        await using var upstream = await SimulatedUpstream.StartAsync(
            SimulatorPlan.Script(slow, SimulatedStep.Say("all done")), new SimulatorOptions { Listener = _network.Listen() }, Cancelled);
        await using var relay = new RecordingRelay(_network, upstream.Address);
        await using var cox = new CoxProcess(_network, _folder.Combine("cox"));
        cox.Environment["COX_GATEWAY_UPSTREAM"] = upstream.Address;
        cox.Environment["COX_SERVER_ALLOWED_HOSTS"] = new Uri(relay.Address).Authority;
        await cox.UpAsync(Cancelled);
        relay.Target = cox.Gateway;
        var client = new ClaudeCode(_network, _folder.Combine("home"));
        client.Variables["CLAUDE_CODE_MAX_RETRIES"] = "10";

        var running = client.RunAsync(relay.Address, null, "what is this?", Cancelled);
        await UntilAsync(() => upstream.Calls.Any(static call => call.Step is not null) && relay.AnsweredBytes > 2000);
        cox.Daemon.KillAlone();
        await cox.Daemon.WaitAsync(Limit, Cancelled);
        await cox.UpAsync(Cancelled);
        relay.Target = cox.Gateway;
        var result = await running;

        Assert.True(result is { ExitCode: 0, IsError: false } && result.Output.Contains("all done", StringComparison.Ordinal), result.Output);
        var first = upstream.Calls.First(static call => call.Step is not null);
        await first.Ended.WaitAsync(Limit, Cancelled);
        Assert.Equal(SimulatedOutcome.Left, first.Outcome);
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, "no answer began");
            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }
    }
}
