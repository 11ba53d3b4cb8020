using System.Net;
using System.Text;
using Coxswain.Server.Security;
using Coxswain.Tests.Server.ClickHouseHttp;

namespace Coxswain.Tests.Server.Dashboard;

/// <summary>Getting in: a wrong code, where a browser goes on to, and what it is shown where there is nothing.</summary>
public sealed class LoginTests(ServerWithEngine server) : IClassFixture<ServerWithEngine>, IDisposable
{
    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = server.Http.BaseAddress };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wrong_code_is_refused_and_sets_no_cookie()
    {
        using var answer = await LogInAsync("wrong");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("That is not the login code.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    /// <summary>The address to go on to passes through the browser, where others may have written it.</summary>
    [Theory]
    [InlineData("/?range=7d", "/?range=7d")]
    [InlineData("/sessions/abc?x=%0d%0aa", "/sessions/abc?x=%0d%0aa")]
    [InlineData("/costs", "/costs")]
    [InlineData("", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("///evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("\\\\evil.example", "/")]
    [InlineData("https://evil.example/costs", "/")]
    [InlineData("https:evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/costs\r\nSet-Cookie: a=b", "/")]
    [InlineData("/costs\t", "/")]
    [InlineData(" /costs", "/")]
    [InlineData("/costs#x", "/")]
    [InlineData("/kosten", "/")]
    [InlineData("/..//evil.example", "/")]
    [InlineData("/logout", "/")]
    [InlineData("/api/daemon", "/")]
    [InlineData("/café", "/")]
    public async Task Login_goes_on_to_a_page_of_ours_and_nowhere_else(string to, string expected)
    {
        using var asked = await _browser.GetAsync(new Uri("/login?to=" + Uri.EscapeDataString(to), UriKind.Relative), Cancel);
        using var wrong = await LogInAsync("wrong", to);
        using var answer = await LogInAsync(to: to);

        Assert.Contains($"name=\"to\" value=\"{expected}\"", await asked.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains($"name=\"to\" value=\"{expected}\"", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, expected), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Address_too_long_to_carry_is_forgotten()
    {
        using var answer = await _browser.GetAsync(new Uri("/?project=" + new string('x', 3000), UriKind.Relative), Cancel);

        Assert.Equal("/login", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/nosuch", "text/html,application/xhtml+xml,*/*;q=0.8", true)]
    [InlineData("/nosuch", "*/*", false)]
    [InlineData("/nosuch", "application/json", false)]
    [InlineData("/nosuch", "text/html;q=0.4, application/json", false)]
    [InlineData("/nosuch", "text/html;q=0", false)]
    [InlineData("/nosuch", "nonsense", false)]
    [InlineData("/api/nosuch", "text/html", false)]
    [InlineData("/live/nosuch", "text/html", false)]
    public async Task What_is_not_there_is_a_page_for_a_browser_and_JSON_for_programs(string address, string accept, bool isPage)
    {
        var stranger = await AskAsync(address, accept);
        using var login = await LogInAsync();
        var known = await AskAsync(address, accept);

        Assert.Equal((HttpStatusCode.Unauthorized, isPage ? "text/html" : "application/problem+json"), (stranger.Status, stranger.Type));
        Assert.Equal((HttpStatusCode.NotFound, isPage ? "text/html" : "application/problem+json"), (known.Status, known.Type));
        Assert.Equal(isPage, stranger.Text.Contains("<a href=\"/login\">Log in</a>", StringComparison.Ordinal));
        Assert.Equal(isPage, known.Text.Contains("<h1>There is no such path.</h1>", StringComparison.Ordinal));
    }

    public void Dispose() => _browser.Dispose();

    private async Task<(HttpStatusCode Status, string? Type, string Text)> AskAsync(string address, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await _browser.SendAsync(request, Cancel);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private Task<HttpResponseMessage> LogInAsync(string? code = null, string to = "")
    {
        code ??= BrowserAccess.LoginCode(new ApiToken(server.Record.Token));
        return _browser.PostAsync(new Uri("/login", UriKind.Relative), new StringContent($"code={code}&to={Uri.EscapeDataString(to)}", Encoding.UTF8, "application/x-www-form-urlencoded"), Cancel);
    }
}
