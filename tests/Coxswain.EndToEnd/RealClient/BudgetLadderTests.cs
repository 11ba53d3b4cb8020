using System.Text.Json;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>The real client, without the gateway: what the steps of a budget do by hooks alone to a session's start and to subagents.</summary>
public sealed class BudgetLadderTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();
    private readonly ClaudeCode _client;
    private readonly CoxProcess _cox;

    public BudgetLadderTests()
    {
        _client = new ClaudeCode(_network, _folder.Combine("home"));
        _cox = new CoxProcess(_network, _folder.Combine("cox"));
        _cox.Environment["CLAUDE_CONFIG_DIR"] = _client.ConfigFolder;
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--downshift")]
    [InlineData("--pause-subagents")]
    public async Task Subagent_is_started_on_the_economy_model_or_not_at_all_and_Claude_is_advised(string step)
    {
        var isPause = step == "--pause-subagents";
        await using var upstream = await ScriptedUpstream.StartAsync(
            _network.Listen(),
            [
                UpstreamStep.Say("spent"),
                UpstreamStep.Call("Agent", new { description = "look", prompt = "look around, secretly", subagent_type = "Explore", run_in_background = false }),
                .. isPause ? Array.Empty<UpstreamStep>() : [UpstreamStep.Say("sub done")],
                UpstreamStep.Say("all done"),
            ],
            Cancelled);
        await _cox.UpAsync(Cancelled);
        await _cox.DoneAsync("connect", "--budgets", "--yes");
        await _cox.DoneAsync("budget", "set", "day", "0.01", step, "100", "--advise", "100");
        await AskAsync(upstream);
        Assert.Equal(123.2, Math.Round((await _cox.DoneAsync("budget-status", "--json")).Json().GetProperty("budgets")[0].GetProperty("usedPercent").GetDouble(), 6));

        var second = await AskAsync(upstream);

        Assert.True(second.Output.Contains("all done", StringComparison.Ordinal), second.Output);
        var models = upstream.Calls.Skip(1).Select(static call => call.Model).ToList();
        Assert.Equal(isPause ? ["claude-opus-5-5", "claude-opus-5-5"] : ["claude-opus-5-5", "claude-haiku-5-5", "claude-opus-5-5"], models);
        Assert.Equal(isPause, second.Output.Contains("no new subagents: budget", StringComparison.Ordinal));
        Assert.Contains("Budgets of the user (Coxswain)", await TranscriptAsync(second.SessionId), StringComparison.Ordinal);
        var actions = (await _cox.DoneAsync("budget", "actions", "--json")).Json().GetProperty("actions").EnumerateArray().ToList();
        Assert.Equal([isPause ? "pause_subagents" : "downshift", "advise"], actions.Select(static action => action.GetProperty("action").GetString()));
        Assert.Equal(("day", "Explore", isPause ? "" : "haiku", second.SessionId), (Text(actions[0], "budget"), Text(actions[0], "agentType"), Text(actions[0], "toModel"), Text(actions[0], "sessionId")));
        Assert.Equal("0", (await _cox.DoneAsync("sql", "--format", "TSV", "SELECT count() FROM otel.otel_logs WHERE Body = 'coxswain.budget_action' AND toString(LogAttributes) LIKE '%secretly%'")).Output.Trim());
        Assert.Equal("2", (await _cox.DoneAsync("sql", "--format", "TSV", "SELECT count() FROM otel.budget_actions WHERE used_percent > 100 AND spent_usd > limit_usd")).Output.Trim());
    }

    [Fact]
    public async Task Nothing_is_said_or_changed_while_no_step_is_due()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(
            _network.Listen(),
            [UpstreamStep.Call("Agent", new { description = "look", prompt = "look around", subagent_type = "Explore", run_in_background = false }), UpstreamStep.Say("sub done"), UpstreamStep.Say("all done")],
            Cancelled);
        await _cox.UpAsync(Cancelled);
        await _cox.DoneAsync("connect", "--budgets", "--yes");
        await _cox.DoneAsync("budget", "set", "day", "500", "--downshift", "--pause-subagents", "--advise", "--block");
        await _cox.DoneAsync("budget-status");

        var result = await AskAsync(upstream);

        Assert.True(result.Output.Contains("all done", StringComparison.Ordinal), result.Output);
        Assert.All(upstream.Calls, static call => Assert.Equal("claude-opus-5-5", call.Model));
        Assert.DoesNotContain("Coxswain", await TranscriptAsync(result.SessionId), StringComparison.Ordinal);
        Assert.Empty((await _cox.DoneAsync("budget", "actions", "--json")).Json().GetProperty("actions").EnumerateArray());
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cox.DisposeAsync();
        _network.Dispose();
        _folder.Dispose();
    }

    private static string Text(JsonElement action, string member) => action.GetProperty(member).GetString() ?? "";

    private Task<ClaudeResult> AskAsync(ScriptedUpstream upstream) => _client.RunAsync(upstream.Address, (_cox.OtlpHttp, OtlpProtocol.HttpProtobuf), "what is this?", Cancelled);

    private Task<string> TranscriptAsync(string session)
        => File.ReadAllTextAsync(Directory.EnumerateFiles(Path.Combine(_client.ConfigFolder, "projects"), session + ".jsonl", SearchOption.AllDirectories).Single(), Cancelled);
}
