using Coxswain.Server.Hosting;

namespace Coxswain.Tests.Server.Security;

/// <summary>Table B10: a request is answered only when its Host names this listener exactly.</summary>
public sealed class HostHeaderTests(RunningServer server) : IClassFixture<RunningServer>
{
    /// <summary>P stands for the listener's port.</summary>
    private static readonly string[] Hostile =
    [
        "evil.example", "evil.example:P", "localhost.evil:P", "localhost.evil.example:P", "evil.localhost:P", "127.0.0.1.nip.io:P", "127-0-0-1.sslip.io:P",
        "0.0.0.0:P", "0:P", "0.0.0.0", "[::]:P", "[::ffff:127.0.0.1]:P", "[::ffff:7f00:1]:P", "[0:0:0:0:0:0:0:1]:P", "[::1]", "[::1%25lo]:P", "::1:P",
        "2130706433:P", "0x7f000001:P", "0x7f.0.0.1:P", "0177.0.0.1:P", "127.1:P", "127.0.1:P", "127.0.0.2:P", "127.000.000.001:P",
        "localhost.:P", "127.0.0.1.:P", "localhost..:P", "localhost", "127.0.0.1", "localhost:", "localhost:1", "localhost:P0", "localhost:0P", "localhost:+P", "localhost:-P", "localhost: P",
        "localhost:P/?", "localhost:P/#", "localhost:P?", "localhost:P#", "localhost:P/", "localhost:P\\", "localhost:P/../x", "localhost:P;x", "localhost:P:P",
        "user@localhost:P", "user:pw@localhost:P", "localhost:P@evil.example", "evil.example#@localhost:P", "localhost:P,evil.example", "localhost:P evil.example", "evil.example localhost:P",
        "localhost\t:P", "local\thost:P", "localhost:P\tx", "local%68ost:P", "http://localhost:P", "//localhost:P", "*", "*:P", "\"localhost\":P", "localh\u00f6st:P", "", " ", "\u0001", "localhost:P\u0000",
    ];

    public static TheoryData<Listener> Listeners => [.. RunningServer.Listeners];

    [Theory]
    [MemberData(nameof(Listeners))]
    public async Task Host_that_does_not_name_the_listener_is_refused(Listener listener)
    {
        var answered = new List<string>();
        foreach (var host in Hostile)
        {
            var status = await AskAsync(listener, host.Replace("P", Port(listener), StringComparison.Ordinal));
            if (status is not (400 or 403 or 0))
            {
                answered.Add($"{host} -> {status}");
            }
        }

        Assert.Empty(answered);
    }

    [Theory]
    [MemberData(nameof(Listeners))]
    public async Task Host_of_another_listener_is_refused(Listener listener)
    {
        foreach (var other in RunningServer.Listeners.Where(other => other != listener))
        {
            Assert.Equal(403, await AskAsync(listener, $"127.0.0.1:{Port(other)}"));
        }
    }

    [Theory]
    [MemberData(nameof(Listeners))]
    public async Task Own_names_of_the_listener_are_answered(Listener listener)
    {
        foreach (var name in new[] { "localhost", "LocalHost", "127.0.0.1", "[::1]" })
        {
            Assert.DoesNotContain(await AskAsync(listener, $"{name}:{Port(listener)}"), new[] { 0, 400, 403 });
        }
    }

    [Theory]
    [InlineData(Listener.Api)]
    [InlineData(Listener.OtlpHttp)]
    public async Task Doubled_missing_or_contradicted_Host_is_refused(Listener listener)
    {
        var own = $"127.0.0.1:{Port(listener)}";
        string[] requests =
        [
            $"GET /healthz HTTP/1.1\nHost: {own}\nHost: {own}",
            $"GET /healthz HTTP/1.1\nHost: {own}\nHost: evil.example",
            $"GET /healthz HTTP/1.1\nHost: evil.example\nhost: {own}",
            "GET /healthz HTTP/1.1\nX-Forwarded-Host: " + own,
            $"GET /healthz HTTP/1.1\nHost: evil.example\nX-Forwarded-Host: {own}\nX-Host: {own}\nForwarded: host={own}",
            $"GET http://evil.example/healthz HTTP/1.1\nHost: {own}",
            "GET http://evil.example/healthz HTTP/1.1\nHost: evil.example",
            $"GET http://{own}@evil.example/healthz HTTP/1.1\nHost: {own}",
            $"GET http://{own}/healthz HTTP/1.1\nHost: evil.example",
            "GET /healthz HTTP/1.0",
            "GET /healthz HTTP/1.0\nHost: evil.example",
            $"GET /healthz HTTP/1.1\nHost : {own}",
            $"GET /healthz HTTP/1.1\n Host: {own}",
            $"GET /healthz HTTP/1.1\nHost: evil.example\n {own}",
            "CONNECT evil.example:443 HTTP/1.1\nHost: evil.example:443",
            "OPTIONS * HTTP/1.1\nHost: evil.example",
        ];
        foreach (var request in requests)
        {
            var (status, _) = await RawHttp1.SendAsync(server.EndPointOf(listener), request);
            Assert.True(status is 400 or 403 or 0, $"{request} -> {status}");
        }
    }

    [Fact]
    public async Task Authority_decides_over_a_Host_header_on_http2()
    {
        var endpoint = server.EndPointOf(Listener.OtlpGrpc);
        var own = $"127.0.0.1:{Port(Listener.OtlpGrpc)}";

        Assert.Equal(403, await RawHttp2.SendAsync(endpoint, (":method", "POST"), (":scheme", "http"), (":path", "/x"), (":authority", "evil.example"), ("host", own)));
        Assert.Contains(await RawHttp2.SendAsync(endpoint, (":method", "POST"), (":scheme", "http"), (":path", "/x"), ("host", "evil.example")), new[] { 0, 400, 403 });
        Assert.Contains(await RawHttp2.SendAsync(endpoint, (":method", "POST"), (":scheme", "http"), (":path", "/x"), (":authority", own), (":authority", "evil.example")), new[] { 0, 400, 403 });
        Assert.Contains(await RawHttp2.SendAsync(endpoint, (":method", "POST"), (":scheme", "http"), (":path", "/x")), new[] { 0, 400, 403 });
    }

    private string Port(Listener listener) => server.PortOf(listener).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task<int> AskAsync(Listener listener, string host)
        => listener == Listener.OtlpGrpc
            ? await RawHttp2.SendAsync(server.EndPointOf(listener), (":method", "POST"), (":scheme", "http"), (":path", "/nothing"), (":authority", host))
            : (await RawHttp1.SendAsync(server.EndPointOf(listener), $"GET /nothing HTTP/1.1\nHost: {host}")).Status;
}
