using System.Net;
using Coxswain.Testing.Processes;
using Coxswain.Testing.Tls;

namespace Coxswain.EndToEnd.Gateway;

/// <summary>The proxy variables of the daemon's environment: the upstream's name is one that only the proxy knows.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private const string Basic = "Proxy-Authorization: Basic dXNlcjpodW50ZXIy";

    private readonly TemporaryFolder _home = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Shared();
    private readonly Certificates _certificates = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CoxProcess _cox;

    public ProxyTests()
    {
        _cox = new CoxProcess(_network, _home.Path);
        File.WriteAllText(_home.Combine("ca.pem"), _certificates.AuthorityPem);
        _cox.Environment["COX_GATEWAY_UPSTREAM"] = "https://upstream.invalid";
        _cox.Environment["COX_GATEWAY_CA_FILE"] = _home.Combine("ca.pem");
        // No engine has to start for this.
        _cox.Environment["COX_STORE_HOST"] = "127.0.0.1:1";
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", false)]
    [InlineData("user:hunter2@", true)]
    public async Task Upstream_behind_a_proxy_is_reached_with_the_proxys_user_and_password(string user, bool isAsked)
    {
        using var proxy = Proxy(head => isAsked && !head.Contains(Basic, StringComparison.Ordinal)
            ? "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0" : "HTTP/1.1 200 Connected");

        var (status, body) = await CallAsync($"http://{user}127.0.0.1:{proxy.Port}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("GET /v1/models HTTP/1.1\r\nHost: upstream.invalid\r\n", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Proxy-", body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(isAsked, proxy.Asked.Last(static head => head.StartsWith("CONNECT upstream.invalid:443 ", StringComparison.Ordinal)).Contains(Basic, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("403 No", "ProxyTunnelError: the proxy refused to connect to the upstream")]
    [InlineData("407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"", "ProxyTunnelError: the proxy wants a user and password, or others than HTTPS_PROXY has")]
    [InlineData("", "ConnectionError: the proxy that HTTPS_PROXY or HTTP_PROXY names cannot be reached")]
    public async Task Proxy_that_refuses_is_told_as_what_it_is(string answer, string reason)
    {
        using var proxy = Proxy(_ => $"HTTP/1.1 {answer}\r\nContent-Length: 0");

        var (status, body) = await CallAsync($"http://user:hunter2@127.0.0.1:{(answer.Length == 0 ? 1 : proxy.Port)}");

        Assert.Equal((HttpStatusCode.BadGateway, $$$"""{"type":"error","error":{"type":"api_error","message":"Coxswain gateway: no answer from the upstream ({{{reason}}})."}}"""), (status, body));
    }

    [Fact]
    public async Task Upstream_on_this_machine_is_reached_without_the_proxy()
    {
        using var upstream = Proxy(static _ => "HTTP/1.1 204 Here");
        _cox.Environment["COX_GATEWAY_UPSTREAM"] = $"http://127.0.0.1:{upstream.Port}";

        var (status, _) = await CallAsync("http://127.0.0.1:1");

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.StartsWith("GET /v1/models HTTP/1.1\r\n", Assert.Single(upstream.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_on_this_machine_is_reached_without_the_proxy_and_one_that_never_ends_its_answer_holds_up_no_stop()
    {
        // Its answers have no length, and the connection stays open.
        using var store = Proxy(static _ => "HTTP/1.1 200 OK");
        _cox.Environment["COX_STORE_HOST"] = $"127.0.0.1:{store.Port}";
        _cox.Environment["HTTP_PROXY"] = _cox.Environment["http_proxy"] = "http://127.0.0.1:1";
        await _cox.UpAsync(Token);
        await _cox.RunAsync(Token, "status");
        var began = TimeProvider.System.GetTimestamp();

        var code = await _cox.DownAsync(Token);

        Assert.Equal(0, code);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Contains(store.Asked, static head => head.StartsWith("POST /?", StringComparison.Ordinal));
        Assert.DoesNotContain(store.Asked, static head => head.StartsWith("POST http:", StringComparison.Ordinal));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cox.DisposeAsync();
        _network.Dispose();
        _certificates.Dispose();
        _home.Dispose();
    }

    private ConnectProxy Proxy(Func<string, string> answer) => new(_certificates.For("upstream.invalid"), answer);

    /// <summary>One call through a daemon with this proxy, which is stopped then; the password may be in nothing it said or wrote.</summary>
    private async Task<(HttpStatusCode Status, string Body)> CallAsync(string proxy)
    {
        _cox.Environment["HTTPS_PROXY"] = proxy;
        _cox.Environment["http_proxy"] = proxy;
        await _cox.UpAsync(Token);
        using var response = await _http.GetAsync(new Uri(_cox.Gateway + "/v1/models"), Token);
        var body = await response.Content.ReadAsStringAsync(Token);
        var state = await _cox.RunAsync(Token, "status");
        await _cox.DownAsync(Token);

        Assert.DoesNotContain("hunter2", _cox.Daemon.Output + _cox.Daemon.Errors + state.Output + state.Errors + body, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_home.Path, "*", SearchOption.AllDirectories))
        {
            Assert.False((await File.ReadAllBytesAsync(file, Token)).AsSpan().IndexOf("hunter2"u8) >= 0, file);
        }

        return (response.StatusCode, body);
    }
}
