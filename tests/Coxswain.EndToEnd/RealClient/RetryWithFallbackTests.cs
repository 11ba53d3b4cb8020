using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.EndToEnd.RealClient;

/// <summary><c>cox retry-with-fallback</c> after a session of the real client that died of a failure: what it sends, with whose key, and what it tells.</summary>
public sealed class RetryWithFallbackTests : IAsyncDisposable
{
    private const string Key = "sk-ant-of-whoever-asks";

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Newest_failed_request_of_the_folders_session_is_sent_again_with_everything_that_may_help()
    {
        await using var upstream = await SimulatedUpstream.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("429-long")), new SimulatorOptions { Listener = _network.Listen(), IsNewAccount = false }, Cancelled);
        var client = new ClaudeCode(_network, _folder.Combine("home"));
        await using var cox = new CoxProcess(_network, _folder.Combine("cox"));
        cox.Environment["COX_GATEWAY_UPSTREAM"] = upstream.Address;
        cox.Environment["CLAUDE_CONFIG_DIR"] = client.ConfigFolder;
        await cox.UpAsync(Cancelled);
        var died = await client.RunAsync(cox.Gateway, null, "what is this?", Cancelled);
        Assert.True(died.IsError, died.Output);
        Assert.Equal(0, (await cox.RunAsync(Cancelled, "import")).ExitCode);
        var failed = upstream.Calls.Last(static call => call.Step is not null);
        var sent = upstream.Calls.Count;
        Task<CommandResult> AskAsync(params string[] more) => cox.RunInAsync(client.ProjectFolder, Cancelled, ["retry-with-fallback", "--last-request", "--json", .. more]);

        var plan = (await AskAsync("--dry-run")).Json();
        var keyless = await AskAsync();

        // An account's limit says nothing of another model's: with the client's own policy this would be passed on.
        var steps = plan.GetProperty("steps").EnumerateArray().Select(static step => step.GetProperty("strategy").GetString()).ToList();
        Assert.Equal("first", steps[0]);
        Assert.Contains("model_switch", steps);
        Assert.Equal(2, keyless.ExitCode);
        Assert.Equal(sent, upstream.Calls.Count);

        upstream.Plan = SimulatorPlan.From(request => request.Model == failed.Model ? SimulatedStep.Fail("429-long") : SimulatedStep.Say("all done"));
        cox.Environment["ANTHROPIC_API_KEY"] = Key;
        var done = await AskAsync();

        Assert.True(done.ExitCode == 0, done.Output + done.Errors);
        var report = done.Json();
        Assert.Equal((true, "model_switch", "all done"), (report.GetProperty("answered").GetBoolean(), report.GetProperty("worked").GetString(), report.GetProperty("text").GetString()));
        Assert.Equal(["first rate_limited", "model_switch "], report.GetProperty("account").GetProperty("attempts").EnumerateArray().Select(static one => $"{one.GetProperty("strategy").GetString()} {one.GetProperty("failure").GetString()}"));
        var again = upstream.Calls.Skip(sent).ToList();
        Assert.Equal(2, again.Count);
        Assert.Equal((failed.RequestSha256, failed.Target), (again[0].RequestSha256, again[0].Target));
        Assert.NotEqual(failed.Model, again[1].Model);
        // The simulator keeps hashes of keys.
        Assert.Equal((again[1].Headers["x-api-key"], false), (again[0].Headers["x-api-key"], again[0].Headers["x-api-key"] == failed.Headers.GetValueOrDefault("x-api-key")));
        Assert.Equal(failed.Headers["anthropic-beta"], again[0].Headers["anthropic-beta"]);
        Assert.DoesNotContain(again, static call => call.Headers.Keys.Any(static name => name.StartsWith("x-coxswain", StringComparison.OrdinalIgnoreCase)));
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
