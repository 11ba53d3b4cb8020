using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>The real client through the gateway, without any hook: once a budget is used up its calls are refused with our words, and an override lets them through.</summary>
public sealed class GatewayBudgetTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_is_refused_once_a_budget_is_used_up_and_goes_on_with_an_override()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(_network.Listen(), [UpstreamStep.Say("all done")], Cancelled);
        var client = new ClaudeCode(_network, _folder.Combine("home"));
        await using var cox = new CoxProcess(_network, _folder.Combine("cox"));
        cox.Environment["COX_GATEWAY_UPSTREAM"] = upstream.Address;
        await cox.UpAsync(Cancelled);
        await cox.DoneAsync("budget", "set", "day", "0.01", "--block");
        Task<ClaudeResult> AskAsync() => client.RunAsync(cox.Gateway, null, "what is this?", Cancelled);

        var first = await AskAsync();
        Assert.True(first.Output.Contains("all done", StringComparison.Ordinal), first.Output);
        var calls = upstream.Calls.Count;
        var second = await AskAsync();

        Assert.Contains("budget \"day\" is used up: $0.0123 of $0.01 spent since", second.Output.Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("authenticate", second.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("cox budget override day --for 1h", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("all done", second.Output, StringComparison.Ordinal);
        Assert.Equal(calls, upstream.Calls.Count);

        var actions = (await cox.DoneAsync("budget", "actions", "--json")).Json().GetProperty("actions");
        Assert.Equal(("block", "gateway", "day"), (actions[0].GetProperty("action").GetString(), actions[0].GetProperty("through").GetString(), actions[0].GetProperty("budget").GetString()));

        // One call, and no more: the client does not try again.
        var refused = await cox.DoneAsync("sql", "SELECT count() FROM otel.gateway_calls FINAL WHERE failure = 'over_budget'", "--json");
        Assert.Contains("1", refused.Output, StringComparison.Ordinal);

        await cox.DoneAsync("budget", "override", "--for", "1h", "--why", "one more");
        var third = await AskAsync();
        Assert.True(third.Output.Contains("all done", StringComparison.Ordinal), third.Output);
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
