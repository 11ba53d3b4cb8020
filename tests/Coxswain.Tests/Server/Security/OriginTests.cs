using Coxswain.Server.Hosting;

namespace Coxswain.Tests.Server.Security;

/// <summary>Table B11: no web page of another origin gets through, and none is told it could.</summary>
public sealed class OriginTests(RunningServer server) : IClassFixture<RunningServer>
{
    /// <summary>Header lines; P stands for the listener's port. Each alone makes a request foreign.</summary>
    private static readonly string[] Foreign =
    [
        "Origin: null", "Origin: ", "Origin: http://evil.example", "Origin: https://evil.example", "Origin: https://127.0.0.1:P", "Origin: http://127.0.0.1", "Origin: http://127.0.0.1:1",
        "Origin: http://localhost:P", "Origin: http://sub.127.0.0.1:P", "Origin: http://127.0.0.1:P.evil.example", "Origin: http://127.0.0.1:P/", "Origin: http://127.0.0.1:P@evil.example",
        "Origin: http://evil.example#http://127.0.0.1:P", "Origin: http://127.0.0.1:P http://evil.example", "Origin: http://127.0.0.1:P, http://evil.example", "Origin: file://", "Origin: chrome-extension://abcdef",
        "Origin: moz-extension://abc", "Origin: http://[::1]:P", "Origin: http://0.0.0.0:P", "Origin: ws://127.0.0.1:P", "Origin: 127.0.0.1:P", "Origin: *", "Origin: http://127.0.0.1:P\nOrigin: http://evil.example",
        "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: ", "Sec-Fetch-Site: nonsense", "Sec-Fetch-Site: same-origin, cross-site", "Sec-Fetch-Site: none\nSec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nContent-Type: text/plain", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document",
        "Origin: http://evil.example\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Origin: http://evil.example\nContent-Type: text/plain", "Origin: http://evil.example\nContent-Type: application/x-www-form-urlencoded",
    ];

    private static readonly string[] Paths = ["/", "/healthz", "/api/daemon", "/api/daemon/stop", "/v1/logs", "/v1/metrics", "/v1/traces", "/clickhouse"];

    public static TheoryData<Listener> Http1Listeners => [Listener.Api, Listener.OtlpHttp];

    [Theory]
    [MemberData(nameof(Http1Listeners))]
    public async Task Request_of_a_foreign_web_page_is_refused_on_every_path(Listener listener)
    {
        var port = server.PortOf(listener);
        var wrong = new List<string>();
        foreach (var method in new[] { "GET", "POST" })
        {
            foreach (var (foreign, index) in Foreign.Select((line, index) => (line.Replace("P", port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), index)))
            {
                var path = Paths[index % Paths.Length];
                var (status, answer) = await RawHttp1.SendAsync(server.EndPointOf(listener), $"{method} {path} HTTP/1.1\nHost: 127.0.0.1:{port}\nAuthorization: Bearer {server.Record.Token}\n{foreign}");
                if (status != 403 || answer.Contains("Access-Control", StringComparison.OrdinalIgnoreCase))
                {
                    wrong.Add($"{method} {path} {foreign} -> {status}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Request_of_a_foreign_web_page_is_refused_on_the_grpc_listener()
    {
        var own = $"127.0.0.1:{server.PortOf(Listener.OtlpGrpc)}";
        foreach (var (name, value) in new[] { ("origin", "null"), ("origin", "http://evil.example"), ("origin", $"https://{own}"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site") })
        {
            Assert.Equal(403, await RawHttp2.SendAsync(server.EndPointOf(Listener.OtlpGrpc), (":method", "POST"), (":scheme", "http"), (":path", "/x"), (":authority", own), (name, value)));
        }
    }

    [Theory]
    [MemberData(nameof(Http1Listeners))]
    public async Task Preflight_is_never_granted(Listener listener)
    {
        var own = $"127.0.0.1:{server.PortOf(listener)}";
        foreach (var origin in new[] { "", "\nOrigin: http://evil.example", $"\nOrigin: http://{own}" })
        {
            foreach (var path in Paths)
            {
                var (status, answer) = await RawHttp1.SendAsync(
                    server.EndPointOf(listener), $"OPTIONS {path} HTTP/1.1\nHost: {own}{origin}\nAccess-Control-Request-Method: POST\nAccess-Control-Request-Headers: authorization\nAccess-Control-Request-Private-Network: true");

                Assert.Equal(403, status);
                Assert.DoesNotContain("Access-Control", answer, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\nOrigin: http://127.0.0.1:P")]
    [InlineData("\nOrigin: HTTP://127.0.0.1:P")]
    [InlineData("\nSec-Fetch-Site: same-origin")]
    [InlineData("\nSec-Fetch-Site: none")]
    public async Task Own_origin_and_programs_are_answered(string lines)
    {
        var own = $"127.0.0.1:{server.PortOf(Listener.Api)}";

        var (status, answer) = await RawHttp1.SendAsync(
            server.EndPointOf(Listener.Api), $"GET /healthz HTTP/1.1\nHost: {own}{lines.Replace("P", $"{server.PortOf(Listener.Api)}", StringComparison.Ordinal).Replace($"HTT{server.PortOf(Listener.Api)}", "HTTP", StringComparison.Ordinal)}");

        Assert.Equal(200, status);
        Assert.DoesNotContain("Access-Control", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Upgrade_of_our_own_page_is_not_performed_where_nothing_upgrades()
    {
        var own = $"127.0.0.1:{server.PortOf(Listener.Api)}";

        var (status, _) = await RawHttp1.SendAsync(
            server.EndPointOf(Listener.Api), $"GET /api/daemon HTTP/1.1\nHost: {own}\nOrigin: http://{own}\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

        Assert.Equal(401, status);
    }
}
