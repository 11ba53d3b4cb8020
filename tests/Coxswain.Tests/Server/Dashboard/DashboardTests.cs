using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Coxswain.Server.Security;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Dashboard;

/// <summary>The pages of the real server with the real engine, as a browser asks for them.</summary>
public sealed partial class DashboardTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>, IDisposable
{
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = server.Http.BaseAddress };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", 303, "/login")]
    [InlineData("/?range=7d", 303, "/login?to=%2F%3Frange%3D7d")]
    [InlineData("/sessions/abc?x=%0d%0aa", 303, "/login?to=%2Fsessions%2Fabc%3Fx%3D%250d%250aa")]
    [InlineData("/live", 401, null)]
    [InlineData("/login", 200, null)]
    [InlineData("/assets/app.css", 200, null)]
    [InlineData("/assets/nothing.css", 404, null)]
    [InlineData("/assets/..%2fapp.css", 404, null)]
    [InlineData("/elsewhere", 401, null)]
    public async Task Without_a_login_only_the_login_and_what_it_loads_is_open(string address, int status, string? next)
    {
        using var answer = await _browser.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal((status, next), ((int)answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    /// <summary>A page of another site cannot log in, nor out, for the user: the cookie would not go with it, and its origin is refused before.</summary>
    [Theory]
    [InlineData("/login")]
    [InlineData("/logout")]
    public async Task Posts_from_elsewhere_are_refused(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("code=x", Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
        using var answer = await _browser.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Cookie_is_kept_from_scripts_and_other_sites_and_opens_no_API()
    {
        using var answer = await LogInAsync();
        using var api = await _browser.GetAsync(new Uri("/api/daemon", UriKind.Relative), Cancel);
        using var nowhere = await _browser.GetAsync(new Uri("/elsewhere", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    /// <summary>The policy forbids inline scripts and styles and everything from elsewhere, and the page has none.</summary>
    [Fact]
    public async Task Page_keeps_to_its_own_policy_whatever_its_address_says()
    {
        using var login = await LogInAsync();
        const string Hostile = "\"><script>alert(1)</script>\u202E";
        using var answer = await _browser.GetAsync(new Uri($"/?range=7d&project={Uri.EscapeDataString(Hostile)}&model={Uri.EscapeDataString(Hostile)}", UriKind.Relative), Cancel);
        var html = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.All(ScriptsAndHandlers().Matches(html), static match => Assert.Contains("src=\"/assets/", match.Value, StringComparison.Ordinal));
        Assert.All(Loaded().Matches(html), static match => Assert.Matches("^[/#]", match.Groups[1].Value));
    }

    /// <summary>Must show 1: an event sent over OTLP is there within a second, on a machine that has one.</summary>
    [Fact]
    public async Task Empty_store_says_so_and_an_event_that_comes_is_on_the_open_page()
    {
        using var login = await LogInAsync();

        // Until the store is there the page says that it is not; this waits for it.
        using var settled = await server.Http.GetAsync(new Uri("/api/usage/daily", UriKind.Relative), Cancel);
        Assert.Contains("No data yet.", await _browser.GetStringAsync(new Uri("/", UriKind.Relative), Cancel), StringComparison.Ordinal);

        using var stream = new StreamReader(await _browser.GetStreamAsync(new Uri("/live", UriKind.Relative), Cancel));
        Assert.Contains("No data yet.", await ReadUntilAsync(stream, "id=\"spend\""), StringComparison.Ordinal);
        await ReadUntilAsync(stream, "event: alive");
        await SendEventAsync();

        Assert.Contains("$0.0123", await ReadUntilAsync(stream, "1 request"), StringComparison.Ordinal);
        Assert.Empty(server.Errors);
    }

    public void Dispose() => _browser.Dispose();

    private Task<HttpResponseMessage> LogInAsync(string? code = null)
    {
        code ??= BrowserAccess.LoginCode(new ApiToken(server.Record.Token));
        return _browser.PostAsync(new Uri("/login", UriKind.Relative), new StringContent("code=" + code, Encoding.UTF8, "application/x-www-form-urlencoded"), Cancel);
    }

    private static async Task<string> ReadUntilAsync(StreamReader stream, string wanted)
    {
        var read = new StringBuilder();
        while (await stream.ReadLineAsync(Cancel) is { } line)
        {
            read.AppendLine(line);
            if (line.Contains(wanted, StringComparison.Ordinal))
            {
                return read.ToString();
            }
        }

        throw new InvalidOperationException($"The stream ended without {wanted}: {read}");
    }

    private async Task SendEventAsync()
    {
        var now = DateTimeOffset.UtcNow;
        var attributes = new (string Key, string Value)[]
        {
            ("event.name", "api_request"), ("event.timestamp", now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture)), ("session.id", "session-1"), ("model", "claude-opus-5-5"),
            ("cost_usd", "0.0123"), ("input_tokens", "575"), ("output_tokens", "500"), ("cache_read_tokens", "0"), ("cache_creation_tokens", "0"), ("request_id", "req_1"), ("query_source", "repl_main_thread"), ("duration_ms", "900"),
        };
        var body = System.Text.Json.JsonSerializer.Serialize(new
        {
            resourceLogs = new[]
            {
                new
                {
                    resource = new { attributes = new[] { Attribute("service.name", "claude-code"), Attribute("service.version", "2.1.330") } },
                    scopeLogs = new[]
                    {
                        new
                        {
                            scope = new { name = "com.anthropic.claude_code.events" },
                            logRecords = new[] { new { timeUnixNano = $"{now.ToUnixTimeMilliseconds()}000000", body = new { stringValue = "claude_code.api_request" }, attributes = attributes.Select(static one => Attribute(one.Key, one.Value)) } },
                        },
                    },
                },
            },
        });
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(server.Record.OtlpHttp + "/v1/logs"), new StringContent(body, Encoding.UTF8, "application/json"), Cancel);
        answer.EnsureSuccessStatusCode();

        static object Attribute(string key, string value) => new { key, value = new { stringValue = value } };
    }

    [GeneratedRegex("<script[^>]*>|\\son[a-z]+=|\\sstyle=|<style")]
    private static partial Regex ScriptsAndHandlers();

    [GeneratedRegex("\\b(?:src|href|action)=\"(?!data:,)([^\"]*)\"")]
    private static partial Regex Loaded();
}
