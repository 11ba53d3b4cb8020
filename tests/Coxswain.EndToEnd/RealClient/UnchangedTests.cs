using Coxswain.EndToEnd.Gateway;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>The real client's own calls, recorded on both sides of the gateway in the same run.</summary>
public sealed class UnchangedTests : IAsyncDisposable
{
    // Different in every session or call, whoever it is sent through.
    private static readonly string[] OfTheCall = ["x-claude-code-session-id", "x-claude-code-agent-id", "content-length"];

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_of_the_client_and_their_answers_are_the_same_bytes_on_both_sides_of_the_gateway()
    {
        await using var upstream = await UpstreamAsync();
        await using var behind = new RecordingRelay(_network, upstream.Address);
        await using var cox = new CoxProcess(_network, _folder.Combine("cox"));
        cox.Environment["COX_GATEWAY_UPSTREAM"] = behind.Address;
        await using var before = new RecordingRelay(_network, upstream.Address);
        // The relay's name is none of the gateway's own.
        cox.Environment["COX_SERVER_ALLOWED_HOSTS"] = new Uri(before.Address).Authority;
        await cox.UpAsync(Cancelled);
        before.Target = cox.Gateway;
        await using var upstreamOfDirect = await UpstreamAsync();
        await using var direct = new RecordingRelay(_network, upstreamOfDirect.Address);

        await RunAsync(before.Address, "through");
        await RunAsync(direct.Address, "direct");

        var seenByClient = before.Exchanges();
        var seenByApi = behind.Exchanges();
        Assert.Equal(4, seenByClient.Count(static exchange => exchange.Request.StartLine.StartsWith("POST /v1/messages", StringComparison.Ordinal)));
        Assert.Equal(seenByClient.Count, seenByApi.Count);
        foreach (var (request, answer) in seenByClient)
        {
            var (passed, came) = Assert.Single(seenByApi, other => other.Answer.Value("request-id") == answer.Value("request-id"));
            Assert.Equal(request.StartLine, passed.StartLine);
            Assert.Equal(request.EndToEnd, passed.EndToEnd);
            Assert.Equal(request.Body, passed.Body);
            Assert.Equal(came.StartLine, answer.StartLine);
            Assert.Equal(came.EndToEnd, answer.EndToEnd);
            Assert.Equal(came.Body, answer.Body);
        }

        // And the client itself does not behave differently before a gateway.
        Assert.Equal(
            direct.Exchanges().Select(static exchange => Shape(exchange.Request)).Order(StringComparer.Ordinal),
            seenByApi.Select(static exchange => Shape(exchange.Request)).Order(StringComparer.Ordinal));
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Shape(HttpMessage request)
        => request.StartLine + "\n" + string.Join('\n', request.EndToEnd.Where(static header => !OfTheCall.Contains(header[..header.IndexOf(':', StringComparison.Ordinal)])));

    private Task<SimulatedUpstream> UpstreamAsync() => SimulatedUpstream.StartAsync(
        SimulatorPlan.Script(
            SimulatedStep.Call("Bash", new { command = "ls", description = "look around" }),
            SimulatedStep.Call("Agent", new { description = "look", prompt = "look around", subagent_type = "Explore", run_in_background = false }),
            SimulatedStep.Say("sub done"),
            SimulatedStep.Say("all done")),
        new SimulatorOptions { Listener = _network.Listen() },
        Cancelled);

    private async Task RunAsync(string address, string way)
    {
        var result = await new ClaudeCode(_network, _folder.Combine(way)).RunAsync(address, null, "what is this?", Cancelled);
        Assert.True(result is { ExitCode: 0, IsError: false } && result.Output.Contains("all done", StringComparison.Ordinal), result.Output);
    }
}
