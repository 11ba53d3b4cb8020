using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>The real client with hooks that <c>connect</c> wrote: its events are in the store, and <c>disconnect</c> leaves its settings as they were.</summary>
public sealed class HookTests : IAsyncLifetime
{
    // Claude Code 2.1.330 reads no settings with comments or trailing commas.
    private const string Before = "{\r\n\t\"hooks\":  { \"Stop\": [ { \"hooks\": [ { \"type\": \"command\", \"command\": \"true\" } ] } ] }\r\n}\r\n";

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();
    private readonly ClaudeCode _client;
    private readonly CoxProcess _cox;

    public HookTests()
    {
        _client = new ClaudeCode(_network, _folder.Combine("home"));
        _cox = new CoxProcess(_network, _folder.Combine("cox"));
        _cox.Environment["CLAUDE_CONFIG_DIR"] = _client.ConfigFolder;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Settings => Path.Combine(_client.ConfigFolder, "settings.json");

    [Theory]
    [InlineData("")]
    [InlineData("k-12345")]
    public async Task Session_leaves_its_hook_events_in_the_store_and_disconnect_leaves_no_trace(string key)
    {
        _cox.Environment["COX_OTLP_API_KEY"] = key;
        await _cox.UpAsync(Token);
        await File.WriteAllTextAsync(Settings, Before, Token);
        var connected = await _cox.RunAsync(Token, "connect", "--hooks", "--yes");
        Assert.True(connected.ExitCode == 0, connected.Errors);

        await using var upstream = await ScriptedUpstream.StartAsync(
            _network.Listen(),
            [
                UpstreamStep.Call("Agent", new { description = "look", prompt = "look around", subagent_type = "Explore", run_in_background = false }),
                UpstreamStep.Say("sub done"),
                UpstreamStep.Say("all done"),
            ],
            Token);
        var result = await _client.RunAsync(upstream.Address, null, "what is this?", Token);

        Assert.True(result is { ExitCode: 0, IsError: false }, result.Output);
        Assert.Equal("SessionEnd,SessionStart,Stop,SubagentStop", await EventsAsync(result.SessionId));
        Assert.Equal("Explore", await AskAsync("SELECT LogAttributes['agent_type'] FROM otel.otel_logs WHERE LogAttributes['hook_event_name'] = 'SubagentStop'"));
        Assert.Equal("0", await AskAsync("SELECT count() FROM otel.otel_logs WHERE Body = 'coxswain.hook' AND arrayExists(text -> text LIKE '%done%' OR text LIKE '%what is this%', mapValues(LogAttributes))"));
        Assert.Contains("4 hook events, the newest at", (await _cox.RunAsync(Token, "doctor")).Output, StringComparison.Ordinal);

        Assert.Equal(0, (await _cox.RunAsync(Token, "disconnect", "--yes")).ExitCode);
        Assert.Equal(Before, await File.ReadAllTextAsync(Settings, Token));
    }

    [Fact]
    public async Task Client_works_on_with_an_event_it_does_not_know_and_a_daemon_that_is_gone()
    {
        await File.WriteAllTextAsync(Settings, "{}", Token);
        Assert.Equal(0, (await _cox.RunAsync(Token, "connect", "--hooks", "--yes")).ExitCode);
        var text = await File.ReadAllTextAsync(Settings, Token);
        await File.WriteAllTextAsync(Settings, text.Replace("\"PreModelSwitch\"", "\"NobodyKnows\"", StringComparison.Ordinal), Token);
        await using var upstream = await ScriptedUpstream.StartAsync(_network.Listen(), [UpstreamStep.Say("all done")], Token);

        var result = await _client.RunAsync(upstream.Address, null, "what is this?", Token);

        Assert.True(result is { ExitCode: 0, IsError: false } && result.Output.Contains("all done", StringComparison.Ordinal), result.Output);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _network.Dispose();
        _folder.Dispose();
    }

    // What a client was answered is durable, and a query takes in what is durable first: nothing to wait for.
    private Task<string> EventsAsync(string session) => AskAsync(
        $"SELECT arrayStringConcat(arraySort(groupArray(LogAttributes['hook_event_name'])), ',') FROM otel.otel_logs WHERE Body = 'coxswain.hook' AND LogAttributes['session.id'] = '{session}'");

    private async Task<string> AskAsync(string sql)
    {
        var result = await _cox.RunAsync(Token, "sql", "--format", "TSV", sql);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output.Trim();
    }
}
