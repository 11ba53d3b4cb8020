using Coxswain.Testing.Otlp;
using Coxswain.Testing.Upstream;

namespace Coxswain.EndToEnd.RealClient;

/// <summary>
/// Request by request, our price book says what the real client says of the newest Opus, Sonnet and Haiku, from its telemetry alone.
/// Web searches are left out: telemetry does not count them.
/// </summary>
public sealed class LiveCostTests(RealClientFixture fixture) : IClassFixture<RealClientFixture>
{
    /// <summary>One answer each. The fifth prompt has 100,000 tokens and the sixth one more, where Haiku 5.5 begins to cost five times as much; the last is long for every model.</summary>
    private static readonly (UpstreamUsage Usage, int Output)[] Answers =
    [
        (new UpstreamUsage { Input = 121, CacheRead = 0, CacheWrite = 9973, CacheWrite5m = 9973 }, 43),
        (new UpstreamUsage { Input = 7, CacheRead = 9973, CacheWrite = 3001, CacheWrite5m = 1009, CacheWrite1h = 1992 }, 1),
        (new UpstreamUsage { Input = 1, CacheRead = 12_974, CacheWrite = 2003, CacheWrite1h = 2003 }, 997),
        (new UpstreamUsage { Input = 3, CacheRead = 14_977, CacheWrite = 11 }, 31_999),
        (new UpstreamUsage { Input = 2, CacheRead = 60_001, CacheWrite = 39_997, CacheWrite5m = 20_011, CacheWrite1h = 19_986 }, 61),
        (new UpstreamUsage { Input = 3, CacheRead = 60_001, CacheWrite = 39_997, CacheWrite5m = 20_011, CacheWrite1h = 19_986 }, 61),
        (new UpstreamUsage { Input = 213, CacheRead = 204_799, CacheWrite = 10_007, CacheWrite5m = 7, CacheWrite1h = 10_000 }, 333),
    ];

    private static readonly string[] Tokens =
    [
        "121 43 0 9973 0", "7 1 9973 1009 1992", "1 997 12974 0 2003", "3 31999 14977 11 0", "2 61 60001 20011 19986", "3 61 60001 20011 19986", "213 333 204799 7 10000",
    ];

    [Theory]
    [InlineData("claude-opus-5-5")]
    [InlineData("claude-sonnet-5-5")]
    [InlineData("claude-haiku-5-5")]
    public async Task Every_request_costs_by_the_price_book_what_the_client_reports(string model)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var cox = await fixture.DaemonAsync(false);
        await using var upstream = await fixture.UpstreamAsync([.. Answers.Select(static (answer, at) =>
            (at == Answers.Length - 1 ? UpstreamStep.Say("A shop.") : UpstreamStep.Call("Grep", new { pattern = "login" + at, path = "." })) with
            {
                Usage = answer.Usage, OutputTokens = answer.Output,
            })]);

        var result = await fixture.Client(false).RunAsync(
            upstream.Address, (cox.OtlpHttp, OtlpProtocol.HttpProtobuf), "what is this?", cancellationToken, "--model", model);

        Assert.True(result is { ExitCode: 0, IsError: false }, result.Output);
        Assert.All(upstream.Calls, call => Assert.Equal(model, call.Model));
        var stored = await PricedRequest.ArrivedAsync(cox, result.SessionId, Answers.Length, cancellationToken);
        Assert.Equal(Tokens.Order(StringComparer.Ordinal), stored.Select(static one => one.Tokens).Order(StringComparer.Ordinal));
        Assert.All(stored, one =>
        {
            Assert.Equal((model, "agrees"), (one.Model, one.Status));
            Assert.InRange(Known(one.BookUsd) - Known(one.ReportedUsd), -1e-9m, 1e-9m);
            Assert.Equal(one.BookUsd, one.CountedUsd);
        });

        // What is stored as reported is the client's own sum, so neither side was made from the other.
        Assert.Equal(result.TotalCostUsd, (double)stored.Sum(static one => Known(one.ReportedUsd)), 1e-9);
    }

    private static decimal Known(decimal? usd)
    {
        Assert.NotNull(usd);
        return usd.Value;
    }
}
