using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>The real client, without the gateway: once a budget is used up its prompts are refused with our words, and an override lets them through.</summary>
public sealed class BudgetHookTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prompt_is_refused_once_a_budget_is_used_up_and_goes_on_with_an_override()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(_network.Listen(), [UpstreamStep.Say("all done")], Cancelled);
        var client = new ClaudeCode(_network, _folder.Combine("home"));
        await using var cox = new CoxProcess(_network, _folder.Combine("cox"));
        cox.Environment["CLAUDE_CONFIG_DIR"] = client.ConfigFolder;
        await cox.UpAsync(Cancelled);
        await cox.DoneAsync("connect", "--budgets", "--yes");
        await cox.DoneAsync("budget", "set", "day", "0.01", "--block");
        Task<ClaudeResult> AskAsync() => client.RunAsync(upstream.Address, (cox.OtlpHttp, OtlpProtocol.HttpProtobuf), "what is this?", Cancelled);

        // One answer costs 0.01232.
        var first = await AskAsync();
        Assert.True(first.Output.Contains("all done", StringComparison.Ordinal), first.Output);
        var used = (await cox.DoneAsync("budget-status", "--json")).Json().GetProperty("budgets")[0];
        Assert.Equal((0.01232, 123.2, -0.00232), (used.GetProperty("spentUsd").GetDouble(), Math.Round(used.GetProperty("usedPercent").GetDouble(), 6), used.GetProperty("leftUsd").GetDouble()));

        var calls = upstream.Calls.Count;
        var second = await AskAsync();
        Assert.Contains("budget \"day\" is used up: $0.0123 of $0.01 spent since", second.Output.Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(calls, upstream.Calls.Count);

        await cox.DoneAsync("budget", "override", "day", "--for", "1h", "--why", "one more");
        var third = await AskAsync();
        Assert.True(third.Output.Contains("all done", StringComparison.Ordinal), third.Output);
        Assert.Contains("one more", (await cox.DoneAsync("budget-status")).Output, StringComparison.Ordinal);

        await cox.DoneAsync("budget", "remove", "day");
        Assert.Contains("No budget is set", (await cox.DoneAsync("budget", "list")).Output, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
