using Coxswain.Gateway;
using Coxswain.Gateway.Forwarding;
using Microsoft.AspNetCore.Http.Features;

namespace Coxswain.Tests.Gateway.Forwarding;

/// <summary>Base addresses with a path, and ones that lead back.</summary>
public sealed class UpstreamAddressTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://host", "https://host/v1/messages?a=b")]
    [InlineData("https://host/", "https://host/v1/messages?a=b")]
    [InlineData("https://host/anthropic", "https://host/anthropic/v1/messages?a=b")]
    [InlineData("https://host:8443/a/b/", "https://host:8443/a/b/v1/messages?a=b")]
    public void Path_of_the_base_comes_before_the_one_that_is_called(string upstream, string address)
        => Assert.Equal(address, new UpstreamAddress(new GatewayOptions { Upstream = upstream }).Of("/v1/messages?a=b")?.AbsoluteUri);

    [Fact]
    public async Task Upstream_with_a_base_path_is_called_below_it()
    {
        var targets = new List<string>();
        await using var upstream = await GatewayBed.StartAsync(context =>
        {
            targets.Add(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
            return Task.CompletedTask;
        });
        await using var bed = await GatewayBed.StartAsync(static _ => Task.CompletedTask, ("Upstream", upstream.Upstream + "/anthropic/"));
        using var request = bed.Request(HttpMethod.Get, "/v1/models?limit=1");
        using var response = await bed.Http.SendAsync(request, Cancelled);

        Assert.Equal("/anthropic/v1/models?limit=1", Assert.Single(targets));
    }

    // The port is not known before the start, so it is found as a name would be: once there is a connection.
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Upstream_that_leads_back_is_told_and_not_tried_again(string host)
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var bed = await GatewayBed.StartOnAsync(port, static _ => Task.CompletedTask, ("Upstream", $"http://{host}:{port}"));

        var message = await bed.CallAsync("""{"model":"claude-haiku-4-5","max_tokens":1,"messages":[]}""");
        using var request = bed.Request(HttpMethod.Get, "/v1/models");
        using var other = await bed.Http.SendAsync(request, Cancelled);

        Assert.Equal((502, true), (message.Status, message.Body.Contains("gateway.upstream leads back to Coxswain itself", StringComparison.Ordinal)));
        Assert.Contains("gateway.upstream leads back to Coxswain itself", await other.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Single(await bed.EventsAsync(), static log => log.EventName == "coxswain.gateway_attempt");
    }
}
