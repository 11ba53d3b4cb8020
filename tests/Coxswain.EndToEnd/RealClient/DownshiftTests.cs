using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>The real client through the gateway, with a session budget that is used up: its calls go to the economy model, it is told so, and the cost is that model's.</summary>
public sealed class DownshiftTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_go_to_the_economy_model_once_the_budget_is_used_up_at_that_models_price()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(_network.Listen(), [UpstreamStep.Say("all done")], Cancelled);
        var client = new ClaudeCode(_network, _folder.Combine("home"));
        await using var cox = new CoxProcess(_network, _folder.Combine("cox"));
        cox.Environment["COX_GATEWAY_UPSTREAM"] = upstream.Address;
        await cox.UpAsync(Cancelled);
        await cox.DoneAsync("budget", "set", "day", "0.01", "--downshift");
        Task<ClaudeResult> AskAsync() => client.RunAsync(cox.Gateway, (cox.OtlpHttp, OtlpProtocol.HttpProtobuf), "what is this?", Cancelled);

        // The first answer costs 0.01232.
        var first = await AskAsync();
        Assert.True(first.Output.Contains("all done", StringComparison.Ordinal), first.Output);
        await PricedRequest.ArrivedAsync(cox, first.SessionId, 1, Cancelled);
        var before = (await cox.DoneAsync("budget-status", "--json")).Json().GetProperty("budgets")[0].GetProperty("spentUsd").GetDecimal();
        var models = upstream.Calls.Select(static call => call.Model).ToList();
        var second = await AskAsync();
        Assert.True(second.Output.Contains("all done", StringComparison.Ordinal), second.Output);

        Assert.DoesNotContain(models, static model => model.Contains("haiku", StringComparison.Ordinal));
        var moved = upstream.Calls.Skip(models.Count).Select(static call => call.Model).ToList();
        Assert.All(moved, static model => Assert.Equal("claude-haiku-5-5", model));
        Assert.NotEmpty(moved);

        // The client files it under the model it asked for, 37 times too dear (reference §8); here it is the answering model's price.
        var after = (await cox.DoneAsync("budget-status", "--json")).Json().GetProperty("budgets")[0].GetProperty("spentUsd").GetDecimal();
        Assert.InRange(after - before, 0.0000001m, before / 5);
        var priced = Assert.Single(await PricedRequest.ArrivedAsync(cox, second.SessionId, 1, Cancelled));
        Assert.Equal(new PricedRequest("claude-haiku-5-5", "120 42 5000 2000 0", "switched_answer", 0.000333m, 0.01232m, 0.000333m), priced);
        var rows = await cox.DoneAsync("sql", "SELECT requested_model, model, attempts FROM otel.gateway_calls FINAL WHERE model LIKE '%haiku%' AND requested_model NOT LIKE '%haiku%'", "--json");
        Assert.Contains("claude-haiku-5-5", rows.Output, StringComparison.Ordinal);

        // A headless run is a session of its own: its one call moved, and that has a receipt.
        var receipts = (await cox.DoneAsync("receipts")).Output;
        Assert.Contains("claude-haiku-5-5", receipts, StringComparison.Ordinal);
        Assert.Contains("forced", receipts, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
