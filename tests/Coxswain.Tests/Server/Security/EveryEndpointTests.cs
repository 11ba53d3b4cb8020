using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Coxswain.Server.Hosting;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Server.Security;

/// <summary>Tables B10, B11 and B12 over every endpoint there is, those of later parts too: they are taken from the running server, not from a list.</summary>
public sealed partial class EveryEndpointTests(RunningServer server) : IClassFixture<RunningServer>
{
    /// <summary>P stands for the listener's port.</summary>
    private static readonly string[] Hosts = ["evil.example", "evil.example:P", "127.0.0.1.nip.io:P", "localhost.:P", "[::ffff:127.0.0.1]:P", "2130706433:P", "localhost:1", ""];

    private static readonly string[] Foreign =
    [
        "Origin: null", "Origin: http://evil.example", "Origin: https://127.0.0.1:P", "Origin: http://127.0.0.1:1", "Origin: http://localhost:P", "Origin: http://127.0.0.1:P.evil.example",
        "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nContent-Type: text/plain",
        "Origin: http://evil.example\nConnection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: websocket",
    ];

    /// <summary>The gateway has no endpoints: what comes is sent on.</summary>
    private static readonly (Listener Listener, TokenAccess Access, string Method, string Path)[] Forwarded =
        [(Listener.Gateway, TokenAccess.Open, "POST", "/v1/messages"), (Listener.Gateway, TokenAccess.Open, "GET", "/v1/models"), (Listener.Gateway, TokenAccess.Open, "GET", "/")];

    private IEnumerable<(Listener Listener, TokenAccess Access, string Method, string Path)> Endpoints => Forwarded.Concat(
           from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let listener = endpoint.Metadata.GetMetadata<ListenerFeature>()?.Listener ?? Listener.Api
           let access = endpoint.Metadata.GetMetadata<TokenAccessMetadata>()?.Access ?? TokenAccess.Bearer
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           select (listener, access, method, "/" + Parameter().Replace(endpoint.RoutePattern.RawText ?? "", "x").TrimStart('/')));

    [Fact]
    public async Task Host_that_is_not_the_listeners_own_is_refused_on_every_endpoint() => await AllAsync(
        static port => Hosts.Select(host => $"Host: {host.Replace("P", port, StringComparison.Ordinal)}\nAuthorization: Bearer TOKEN"),
        static (_, status, _) => status is 400 or 403);

    [Fact]
    public async Task Page_of_another_origin_is_refused_on_every_endpoint_and_told_nothing() => await AllAsync(
        static port => Foreign.Select(lines => $"Host: 127.0.0.1:{port}\nAuthorization: Bearer TOKEN\nCookie: coxswain-{port}=COOKIE\n{lines.Replace("P", port, StringComparison.Ordinal)}".Replace($"WebSocket-{port}", "WebSocket-P", StringComparison.Ordinal)),
        static (_, status, answer) => status == 403 && !answer.Contains("Access-Control", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public async Task Preflight_is_granted_by_no_endpoint()
    {
        var wrong = new List<string>();
        foreach (var (listener, _, method, path) in Endpoints.Where(static one => one.Listener != Listener.OtlpGrpc))
        {
            var own = $"127.0.0.1:{server.PortOf(listener)}";
            foreach (var origin in new[] { "http://evil.example", $"http://{own}" })
            {
                var (status, answer) = await RawHttp1.SendAsync(server.EndPointOf(listener), $"OPTIONS {path} HTTP/1.1\nHost: {own}\nOrigin: {origin}\nAccess-Control-Request-Method: {method}\nAccess-Control-Request-Private-Network: true");
                if (status != 403 || answer.Contains("Access-Control", StringComparison.OrdinalIgnoreCase))
                {
                    wrong.Add($"{listener} {path} {origin} -> {status}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>Pages send to the login; what scripts follow, the API and everything else says 401. The token in an address opens nothing, nor does it as a cookie.</summary>
    [Fact]
    public async Task Without_what_opens_it_no_endpoint_answers()
    {
        var port = Port(Listener.Api);
        var (token, cookie) = (server.Record.Token, Cookie(server.Record.Token));
        var strangers = Cookie("the token of another daemon, or of another user");
        string[] closed =
        [
            "", "Authorization: Bearer", "Authorization: Bearer x", $"Authorization: Bearer {token[..^1]}", $"Authorization: Bearer {token}x", $"Authorization: Bearer {token.ToUpperInvariant()}", $"Authorization: {token}",
            $"Authorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"x:{token}x"))}", $"Authorization: Bearer {BrowserAccess.LoginCode(new ApiToken(token))}", $"Authorization: Bearer {cookie}",
            $"Cookie: coxswain-{port}={strangers}", $"Cookie: coxswain-{port}={token}", $"Cookie: coxswain-{port}={cookie[..^1]}", $"Cookie: coxswain={cookie}", $"Cookie: coxswain-1={cookie}", $"Cookie: token={token}", $"Cookie: coxswain-{port}={cookie.Replace(cookie[..2], "99", StringComparison.Ordinal)}",
        ];
        await AllAsync(
            _ => closed.Select(lines => $"Host: 127.0.0.1:{port}{(lines.Length > 0 ? "\n" + lines : "")}"),
            IsRefused,
            static (listener, access) => listener == Listener.Api && access != TokenAccess.Open);
        await AllAsync(
            _ => [$"Host: 127.0.0.1:{port}"],
            IsRefused,
            static (listener, access) => listener == Listener.Api && access != TokenAccess.Open,
            $"?token={token}&access_token={token}&password={token}&code={BrowserAccess.LoginCode(new ApiToken(token))}");
        Assert.DoesNotContain(server.Log.Lines, line => line.Contains(token, StringComparison.Ordinal) || line.Contains(cookie, StringComparison.Ordinal) || line.Contains(strangers, StringComparison.Ordinal));
    }

    /// <summary>Whoever looks over a browser's shoulder gets its pages, not the API.</summary>
    [Fact]
    public async Task Cookie_of_a_browser_opens_pages_alone()
    {
        var port = Port(Listener.Api);
        await AllAsync(
            _ => [$"Host: 127.0.0.1:{port}\nCookie: coxswain-{port}={Cookie(server.Record.Token)}"],
            static (_, status, _) => status == 401,
            static (listener, access) => listener == Listener.Api && access is TokenAccess.Bearer or TokenAccess.ClickHouse);
    }

    /// <summary>The receiver of hooks has a key of its own, which is asked for behind the guard.</summary>
    [Fact]
    public void What_is_open_to_anybody_is_known() => Assert.Equal(
        ["GET /assets/x", "GET /healthz", "GET /login", "POST /hooks/claude-code", "POST /login"],
        Endpoints.Where(static one => one is { Listener: Listener.Api, Access: TokenAccess.Open }).Select(static one => $"{one.Method} {one.Path}").Distinct().Order(StringComparer.Ordinal));

    private static bool IsRefused(TokenAccess access, int status, string answer) => access == TokenAccess.Browser
        ? (status == 303 && (answer.Contains("\r\nLocation: /login\r\n", StringComparison.Ordinal) || answer.Contains("\r\nLocation: /login?to=%2F", StringComparison.Ordinal))) || status == 401
        : status == 401;

    private static string Cookie(string token) => new BrowserAccess(new ApiToken(token), TimeProvider.System).LogIn(BrowserAccess.LoginCode(new ApiToken(token))) ?? throw new InvalidOperationException("The code is wrong.");

    private string Port(Listener listener) => server.PortOf(listener).ToString(CultureInfo.InvariantCulture);

    /// <param name="lines">Header lines for a listener's port, of each request; TOKEN and COOKIE stand for those that are right.</param>
    private async Task AllAsync(Func<string, IEnumerable<string>> lines, Func<TokenAccess, int, string, bool> isRight, Func<Listener, TokenAccess, bool>? where = null, string query = "")
    {
        var (asked, wrong) = (0, new List<string>());
        foreach (var (listener, access, method, path) in Endpoints.Where(one => one.Listener != Listener.OtlpGrpc && where?.Invoke(one.Listener, one.Access) != false))
        {
            foreach (var one in lines(Port(listener)))
            {
                var said = one.Replace("TOKEN", server.Record.Token, StringComparison.Ordinal).Replace("COOKIE", Cookie(server.Record.Token), StringComparison.Ordinal);
                var (status, answer) = await RawHttp1.SendAsync(server.EndPointOf(listener), $"{method} {path}{query} HTTP/1.1\n{said}");
                asked++;
                if (!isRight(access, status, answer))
                {
                    wrong.Add($"{listener} {method} {path} [{one.Replace("\n", " | ", StringComparison.Ordinal)}] -> {status}");
                }
            }
        }

        Assert.True(asked > 20, $"{asked} requests");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {asked}:\n{string.Join('\n', wrong.Take(40))}");
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
