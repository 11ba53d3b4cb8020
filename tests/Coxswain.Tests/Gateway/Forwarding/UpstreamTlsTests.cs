using Coxswain.Tests.Gateway.Attempts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coxswain.Tests.Gateway.Forwarding;

/// <summary>Upstreams that speak TLS, HTTP/2 and HTTP/1.1; and certificates that are not accepted.</summary>
public sealed class UpstreamTlsTests
{
    private const int Calls = 60;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2", 4)]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1", Calls)]
    public async Task Streams_go_through_at_once_and_one_that_is_cancelled_hurts_no_other(HttpProtocols protocols, string protocol, int mostConnections)
    {
        var (begun, cancelled) = (new CountdownEvent(Calls), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var (all, spoken) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), "");
        await using var upstream = await TlsUpstream.StartAsync(protocols, async context =>
        {
            spoken = context.Request.Protocol;
            await MessagesScript.Stream(MessagesScript.Start, MessagesScript.Block)(context);
            if (begun.Signal())
            {
                all.SetResult();
            }

            if (context.Request.Headers["x-number"] == "0")
            {
                context.RequestAborted.Register(cancelled.SetResult);
            }

            // Nobody's answer ends before the one is cancelled.
            await cancelled.Task.WaitAsync(Limit, Cancelled);
            if (context.Request.Headers["x-number"] != "0")
            {
                await context.Response.WriteAsync(MessagesScript.End, Cancelled);
            }
        });
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", upstream.Address), ("CaFile", upstream.CaFile));

        var responses = await Task.WhenAll(Enumerable.Range(0, Calls).Select(number => SendAsync(bed, number)));
        await all.Task.WaitAsync(Limit, Cancelled);
        responses[0].Dispose();

        var bodies = await Task.WhenAll(responses[1..].Select(static response => response.Content.ReadAsStringAsync(Cancelled)));
        Assert.All(bodies, static body => Assert.Equal(MessagesScript.Start + MessagesScript.Block + MessagesScript.End, body));
        Assert.Equal(protocol, spoken);
        Assert.InRange(upstream.Connections, 1, mostConnections);
    }

    [Theory]
    [InlineData("127.0.0.1", false, "signed by an authority this machine does not trust; gateway.caFile can name the authority's PEM file")]
    [InlineData("elsewhere.example", true, "for another host")]
    public async Task Certificate_that_is_not_accepted_is_told_as_what_it_is_and_not_tried_again(string host, bool isTrusted, string reason)
    {
        await using var upstream = await TlsUpstream.StartAsync(HttpProtocols.Http1AndHttp2, static _ => Task.CompletedTask, host);
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", upstream.Address), ("CaFile", isTrusted ? upstream.CaFile : ""));

        var message = await bed.CallAsync("""{"model":"claude-haiku-4-5","max_tokens":1,"messages":[]}""", ("x-api-key", "secret-of-the-test"));
        using var request = bed.Request(HttpMethod.Get, "/v1/models");
        using var other = await bed.Http.SendAsync(request, Cancelled);
        var expected = "{\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Coxswain gateway: no answer from the upstream (SecureConnectionError: its TLS certificate is " + reason.Replace("'", "\\u0027", StringComparison.Ordinal) + ").\"}}";

        Assert.Equal((502, expected), (message.Status, message.Body));
        Assert.Equal(expected, await other.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(2, upstream.Connections);
        var attempt = Assert.Single(await bed.EventsAsync(), static log => log.EventName == "coxswain.gateway_attempt");
        Assert.Contains(attempt.Attributes, static one => one is { Key: "failure", Value: "connect_failed" });
    }

    [Fact]
    public async Task Upstream_that_speaks_no_tls_is_told_so()
    {
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask);
        await using var wrong = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", bed.Upstream.Replace("http:", "https:", StringComparison.Ordinal)));
        using var request = wrong.Request(HttpMethod.Get, "/v1/models");
        using var response = await wrong.Http.SendAsync(request, Cancelled);

        Assert.Contains("(SecureConnectionError", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SendAsync(GatewayBed bed, int number)
    {
        var request = bed.Request(HttpMethod.Post, "/v1/messages");
        request.Headers.Add("x-number", $"{number}");
        request.Content = new StringContent("""{"model":"claude-haiku-4-5","max_tokens":100,"stream":true,"messages":[]}""");
        return bed.Http.SendAsync(request, Cancelled);
    }
}
