using System.Globalization;
using System.Text.Json;
using Coxswain.Testing.Otlp;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>
/// An answer to the real client breaks in its text, and another comes. What the broken one cost is in the client's own figure sometimes, and sometimes is not; <c>cox usage</c> has it
/// once in both cases.
/// </summary>
public sealed class BrokenAnswerTests : IAsyncDisposable
{
    /// <summary>Of the upstream's usage, by claude-opus-5-5.</summary>
    private const decimal OneAnswer = 0.01232m;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Create();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>
    /// After a cut connection, which <c>Off</c> hands on, the client's figure has it or not, as it happens: it begins again with a stream or without one, and may not have read what came
    /// before. After the <c>error</c> event the gateway ends a stream with it never has.
    /// </summary>
    [Theory]
    [InlineData("Off", false)]
    [InlineData("Off", true)]
    [InlineData("Transparent", false)]
    [InlineData("Transparent", true)]
    public async Task What_an_answer_cost_that_broke_in_its_text_counts_once(string mode, bool transcripts)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(
            _network.Listen(), [UpstreamStep.Say(string.Concat(Enumerable.Repeat("word ", 300))) with { Cut = true }, UpstreamStep.Say("all done")], Cancelled);
        var client = new ClaudeCode(_network, _folder.Combine("home"));
        await using var cox = new CoxProcess(_network, _folder.Combine("cox"));
        cox.Environment["COX_GATEWAY_UPSTREAM"] = upstream.Address;
        cox.Environment["COX_GATEWAY_CLAUDE_CODE"] = mode;
        if (transcripts)
        {
            cox.Environment["CLAUDE_CONFIG_DIR"] = client.ConfigFolder;
        }

        await cox.UpAsync(Cancelled);

        var result = await client.RunAsync(cox.Gateway, (cox.OtlpHttp, OtlpProtocol.HttpProtobuf), "what is this?", Cancelled);

        Assert.True(result is { ExitCode: 0, IsError: false } && result.Output.Contains("all done", StringComparison.Ordinal), result.Output);
        var isLacking = Math.Abs((decimal)result.TotalCostUsd - OneAnswer) < 0.000000001m;
        Assert.True(isLacking || mode == "Off", result.Output);
        var expected = (decimal)result.TotalCostUsd + (isLacking ? await BrokenCostAsync(cox) : 0);
        await ArrivedAsync(cox, result.SessionId, isLacking ? 2 : 1, Math.Round(expected, 9), transcripts);
        var detail = (await cox.RunAsync(Cancelled, "sessions", "show", result.SessionId, "--json")).Json();
        var total = detail.GetProperty("clientTotal");
        Assert.True(total.ValueKind == JsonValueKind.Null || (total.GetProperty("unexplainedUsd").GetDecimal(), total.GetProperty("overcountedUsd").GetDecimal()) == (0, 0), detail.ToString());
    }

    public ValueTask DisposeAsync()
    {
        _network.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<decimal> BrokenCostAsync(CoxProcess cox)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Limit)
        {
            var said = await cox.RunAsync(Cancelled, "sql", "SELECT toString(cost_usd) FROM otel.gateway_calls FINAL WHERE outcome = 'broken'", "--format", "TSV");
            if (decimal.TryParse(said.Output, CultureInfo.InvariantCulture, out var cost) && cost > 0)
            {
                return cost;
            }

            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }

        throw new TimeoutException("The gateway told of no broken call.");
    }

    /// <summary>Waits until all sources told, and the report is as it shall be.</summary>
    private static async Task ArrivedAsync(CoxProcess cox, string sessionId, int requests, decimal cost, bool transcripts)
    {
        string[] sources = transcripts ? ["gateway", "otlp", "transcripts"] : ["gateway", "otlp"];
        var began = TimeProvider.System.GetTimestamp();
        var said = "";
        while (TimeProvider.System.GetElapsedTime(began) < Limit)
        {
            var result = await cox.RunAsync(Cancelled, "usage", "session", "--json", "--session", sessionId);
            said = result.Output + result.Errors;
            if (result.ExitCode == 0 && result.Json().GetProperty("totals") is { ValueKind: JsonValueKind.Object } totals
                && totals.GetProperty("sources").EnumerateArray().Select(static source => source.GetString()).Order().SequenceEqual(sources)
                && totals.GetProperty("requests").GetInt64() == requests && Math.Round(totals.GetProperty("costUsd").GetDecimal(), 9) == cost)
            {
                return;
            }

            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }

        throw new TimeoutException($"The report never had {requests} requests for {cost} USD.\n{said}\n{cox.Daemon.Errors}");
    }
}
