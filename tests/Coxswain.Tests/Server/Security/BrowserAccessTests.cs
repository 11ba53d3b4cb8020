using Coxswain.Server.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Server.Security;

public sealed class BrowserAccessTests
{
    private static readonly ApiToken Token = new("a-token-of-some-length-0123456789");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Code_lets_in_also_with_blanks_around_it_and_in_capitals_and_nothing_else_does()
    {
        var code = BrowserAccess.LoginCode(Token);
        var access = new BrowserAccess(Token, _clock);

        Assert.Matches("^[a-z1-9]{4}(-[a-z1-9]{4}){3}$", code);
        Assert.DoesNotContain(code, Token.Value, StringComparison.Ordinal);
        Assert.NotNull(access.LogIn(code));
        Assert.NotNull(access.LogIn($"  {code.ToUpperInvariant()}\n"));
        foreach (var wrong in new[] { null, "", " ", code[..^1], code + "a", Token.Value, BrowserAccess.LoginCode(new ApiToken("another-token-of-some-length")), new string('a', 100_000) })
        {
            Assert.Null(access.LogIn(wrong));
        }
    }

    [Fact]
    public void Cookie_opens_pages_for_a_month_across_restarts_and_not_with_another_token()
    {
        var cookie = new BrowserAccess(Token, _clock).LogIn(BrowserAccess.LoginCode(Token));

        Assert.True(new BrowserAccess(Token, _clock).IsLoggedIn(With(cookie)));
        Assert.False(new BrowserAccess(new ApiToken("another-token-of-some-length"), _clock).IsLoggedIn(With(cookie)));
        _clock.Advance(TimeSpan.FromDays(29));
        Assert.True(new BrowserAccess(Token, _clock).IsLoggedIn(With(cookie)));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.False(new BrowserAccess(Token, _clock).IsLoggedIn(With(cookie)));
    }

    [Fact]
    public void Forged_cookies_open_nothing()
    {
        var access = new BrowserAccess(Token, _clock);
        var cookie = Assert.IsType<string>(access.LogIn(BrowserAccess.LoginCode(Token)));
        var (until, mac) = (cookie.Split('.')[0], cookie.Split('.')[1]);

        foreach (var forged in new[] { null, "", ".", until, $"{until}.", $".{mac}", $"{long.Parse(until, System.Globalization.CultureInfo.InvariantCulture) + 1}.{mac}", $"{until}.{mac}x", $"{until}.{mac[..^1]}", $"-1.{mac}", $"{new string('9', 30)}.{mac}", $"{until}.{mac}.{mac}", Token.Value })
        {
            Assert.False(access.IsLoggedIn(With(forged)), forged);
        }
    }

    /// <summary>Browsers do not tell the ports of a host apart.</summary>
    [Fact]
    public void Cookie_of_another_port_is_not_looked_at()
    {
        var access = new BrowserAccess(Token, _clock);
        var request = With(access.LogIn(BrowserAccess.LoginCode(Token)), port: 4100);

        Assert.True(access.IsLoggedIn(request));
        request.HttpContext.Connection.LocalPort = 4101;
        Assert.False(access.IsLoggedIn(request));
        request.Headers.Cookie = $"coxswain-4100=x; coxswain-4101={access.LogIn(BrowserAccess.LoginCode(Token))}";
        Assert.True(access.IsLoggedIn(request));
    }

    private static HttpRequest With(string? cookie, int port = 0)
    {
        var context = new DefaultHttpContext();
        context.Connection.LocalPort = port;
        if (cookie is not null)
        {
            context.Request.Headers.Cookie = $"{BrowserAccess.CookieName(context)}={cookie}";
        }

        return context.Request;
    }
}
