using System.Diagnostics;
using System.Globalization;
using System.Net;
using Coxswain.Server.Hosting;

namespace Coxswain.Tests.Server.Security;

/// <summary>Table B6, headers: too many, too long, too long a path, folded and broken ones, on every listener; refused before anything reads them.</summary>
public sealed class HeaderLimitTests(RunningServer server) : IClassFixture<RunningServer>
{
    // A millisecond when alone; wide enough for a machine that runs everything at once.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    public static TheoryData<Listener> Http1Listeners => [Listener.Api, Listener.OtlpHttp];

    [Theory]
    [MemberData(nameof(Http1Listeners))]
    public async Task Headers_beyond_the_limits_are_refused_at_once(Listener listener)
    {
        var wrong = new List<string>();
        foreach (var (name, path, lines) in Hostile())
        {
            var started = Stopwatch.GetTimestamp();
            var (status, answer) = await RawHttp1.SendAsync(server.EndPointOf(listener), $"POST {path} HTTP/1.1\nHost: 127.0.0.1:{server.PortOf(listener)}\n{lines}");
            if (status is not (0 or 400 or 414 or 431) || Stopwatch.GetElapsedTime(started) > Soon || answer.Contains("xxxxxxxxxx", StringComparison.Ordinal))
            {
                wrong.Add($"{name} -> {status} after {Stopwatch.GetElapsedTime(started)}");
            }
        }

        Assert.Empty(wrong);
        await AssertAnswersAsync();
    }

    [Fact]
    public async Task Headers_beyond_the_limits_end_a_grpc_call()
    {
        foreach (var (count, length) in new[] { (10_000, 1), (1, 1_000_000), (300, 200) })
        {
            using var client = new HttpClient(new SocketsHttpHandler());
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Record.OtlpGrpc + "/opentelemetry.proto.collector.logs.v1.LogsService/Export"))
            {
                Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            for (var one = 0; one < count; one++)
            {
                request.Headers.TryAddWithoutValidation("x-" + one.ToString(CultureInfo.InvariantCulture), new string('x', length));
            }

            var status = await StatusAsync(client, request);

            Assert.True(status is 0 or 400 or 431, $"{count} headers of {length}: {status}");
        }

        await AssertAnswersAsync();
    }

    [Theory]
    [InlineData(100, 1000, 502)]
    [InlineData(1, 100_000, 502)]
    [InlineData(200, 10, 502)]
    [InlineData(140, 1000, 431)]
    [InlineData(300, 10, 431)]
    public async Task Gateway_takes_larger_heads_up_to_a_limit_of_its_own(int count, int length, int expected)
    {
        var lines = string.Join('\n', Enumerable.Range(0, count).Select(n => $"X-{n}: {new string('x', length)}"));

        // Its upstream is not there: 502 is the gateway's own word, so the head was taken.
        var (status, _) = await RawHttp1.SendAsync(server.EndPointOf(Listener.Gateway), $"GET /v1/models HTTP/1.1\nHost: 127.0.0.1:{server.PortOf(Listener.Gateway)}\n{lines}");

        Assert.Equal(expected, status);
    }

    private static async Task<int> StatusAsync(HttpClient client, HttpRequestMessage request)
    {
        try
        {
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private static IEnumerable<(string Name, string Path, string Lines)> Hostile()
    {
        yield return ("10,000 headers", "/v1/logs", string.Join('\n', Enumerable.Range(0, 10_000).Select(static n => $"X-{n}: x")));
        yield return ("101 headers", "/v1/logs", string.Join('\n', Enumerable.Range(0, 101).Select(static n => $"X-{n}: x")));
        yield return ("a header of 1 MB", "/v1/logs", "X-Large: " + new string('x', 1_000_000));
        yield return ("headers of 33 KB together", "/v1/logs", string.Join('\n', Enumerable.Range(0, 33).Select(static n => $"X-{n}: {new string('x', 1000)}")));
        yield return ("a name of 40 KB", "/v1/logs", new string('x', 40_000) + ": 1");
        yield return ("a path of 1 MB", "/" + new string('x', 1_000_000), "X-A: b");
        yield return ("a query of 20 KB", "/v1/logs?" + new string('x', 20_000), "X-A: b");
        yield return ("a folded line", "/v1/logs", "X-A: b\n folded");
        yield return ("a name with a space", "/v1/logs", "X A: b");
        yield return ("a line without a colon", "/v1/logs", "nonsense");
        yield return ("a NUL", "/v1/logs", "X-A: b\0c");
        yield return ("two lengths", "/v1/logs", "Content-Length: 5\nContent-Length: 6");
        yield return ("a length below zero", "/v1/logs", "Content-Length: -1");
        yield return ("an unknown transfer encoding", "/v1/logs", "Transfer-Encoding: brotli");
    }

    private async Task AssertAnswersAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler());

        Assert.Equal("ok\n", await client.GetStringAsync(new Uri(server.Record.Api + "/healthz"), TestContext.Current.CancellationToken));
    }
}
