using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.Security;

/// <summary>
/// How a browser gets in: the user types a login code once, and a cookie lets it in from then on. Both are made from the API token, so that nothing is kept, a restart
/// logs nobody out, and a new token logs out everybody. Neither tells the token, and the cookie opens pages alone, not the API.
/// </summary>
public sealed class BrowserAccess(ApiToken token, TimeProvider clock)
{
    /// <summary>Browsers send a cookie to every port of a host: each daemon has a name of its own, so that logging in at one logs nobody out at another.</summary>
    public static string CookieName(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return string.Create(CultureInfo.InvariantCulture, $"coxswain-{context.Connection.LocalPort}");
    }

    /// <summary>A code is typed by hand at most once a month.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(30);

    /// <summary>80 bits, in letters and digits nobody mistakes for others: <c>abcd-efgh-…</c>.</summary>
    public static string LoginCode(ApiToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        const string Letters = "abcdefghjkmnpqrstuvwxyz123456789";
        var code = new StringBuilder();
        foreach (var value in Mac(token, "login code")[..16])
        {
            code.Append(code.Length % 5 == 4 ? "-" : "").Append(Letters[value % Letters.Length]);
        }

        return code.ToString();
    }

    /// <returns><see langword="null"/>: it is not the code.</returns>
    public string? LogIn(string? code)
    {
        var given = Encoding.UTF8.GetBytes((code ?? "").Trim().ToLowerInvariant());
        return given.Length <= ApiToken.MaxLength && CryptographicOperations.FixedTimeEquals(SHA256.HashData(given), SHA256.HashData(Encoding.UTF8.GetBytes(LoginCode(token))))
            ? CookieUntil(clock.GetUtcNow() + Lasts)
            : null;
    }

    public static CookieOptions CookieOptions => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = Lasts, IsEssential = true };

    public bool IsLoggedIn(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Cookies[CookieName(request.HttpContext)] is { Length: <= 200 } cookie && cookie.Split('.') is [var until, _]
            && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > clock.GetUtcNow().ToUnixTimeSeconds()
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(cookie), Encoding.UTF8.GetBytes(CookieUntil(seconds)));
    }

    private string CookieUntil(DateTimeOffset until) => CookieUntil(until.ToUnixTimeSeconds());

    private string CookieUntil(long seconds)
    {
        var until = seconds.ToString(CultureInfo.InvariantCulture);
        return $"{until}.{Base64Url.EncodeToString(Mac(token, "cookie " + until))}";
    }

    private static byte[] Mac(ApiToken token, string purpose) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(token.Value), Encoding.UTF8.GetBytes("coxswain dashboard " + purpose));
}
