using System.Net;
using System.Net.Http.Headers;
using Coxswain.Bench.Measuring;
using Coxswain.Server.Security;

namespace Coxswain.Bench.Dashboard;

/// <summary>A logged-in browser's way to the home page.</summary>
internal sealed class HomePages : IDisposable
{
    private readonly HttpClient _http;

    private HomePages(HttpClient http) => _http = http;

    public static async Task<HomePages> LogInAsync(StoreUnderTest store, CancellationToken cancellationToken)
    {
        var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 200 };
        var http = new HttpClient(handler) { BaseAddress = new Uri(store.Cox.Api), Timeout = TimeSpan.FromMinutes(5) };
        var token = await File.ReadAllTextAsync(Path.Combine(store.Cox.Environment["COX_HOME"], "data", "api-token"), cancellationToken);
        using var form = new FormUrlEncodedContent([new("code", BrowserAccess.LoginCode(new ApiToken(token.Trim())))]);
        using var answer = await http.PostAsync(new Uri("/login", UriKind.Relative), form, cancellationToken);
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        return new HomePages(http);
    }

    /// <summary>The whole page, to its last byte.</summary>
    public async Task ReadAsync(string range, CancellationToken cancellationToken)
    {
        var html = await _http.GetStringAsync(new Uri($"/?range={range}", UriKind.Relative), cancellationToken);
        if (!html.Contains('$', StringComparison.Ordinal) || html.Contains("unavailable", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException("The page tells no figures:\n" + html);
        }
    }

    /// <summary>Until rows that were sent are stored and the last reading is old enough to be made again.</summary>
    public async Task OutliveAsync(CancellationToken cancellationToken)
    {
        using var asked = await _http.GetAsync(new Uri("/api/budget-actions", UriKind.Relative), cancellationToken);
        asked.EnsureSuccessStatusCode();
        await Task.Delay(TimeSpan.FromMilliseconds(600), TimeProvider.System, cancellationToken);
    }

    /// <summary>Follows an open page; <paramref name="heard"/> is called with each line of its feed.</summary>
    public async Task FollowAsync(string address, Action<string> heard, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri(address, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            heard(line);
        }
    }

    public void Dispose() => _http.Dispose();
}
