using System.Net.Http.Headers;
using System.Text.Json;
using Coxswain.Testing.Processes;

namespace Coxswain.EndToEnd.Gateway;

/// <summary>The real daemon with its gateway before an upstream, on the machine's own loopback.</summary>
internal sealed class GatewayBed : IAsyncDisposable
{
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackNetwork _network = LoopbackNetwork.Shared();

    /// <param name="settings">Of the gateway, by the names of environment variables without <c>COX_GATEWAY_</c>.</param>
    /// <param name="home">Where it lives; <see langword="null"/>: in a folder that goes away with this object.</param>
    public GatewayBed(string upstream, IReadOnlyDictionary<string, string>? settings = null, string? home = null)
    {
        Cox = new CoxProcess(_network, home ?? _folder.Combine("home"));
        Cox.Environment["COX_GATEWAY_UPSTREAM"] = upstream;
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            Cox.Environment["COX_GATEWAY_" + name] = value;
        }

        // A client that leaves really leaves: by default it reads on for two seconds.
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = TimeSpan.FromMinutes(2) };
    }

    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("COX_FULL") == "1";

    public CoxProcess Cox { get; }

    public HttpClient Http { get; }

    public string DataFolder => Path.Combine(Cox.Home, "cox", "data");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<GatewayBed> StartAsync(string upstream, IReadOnlyDictionary<string, string>? settings = null)
    {
        var bed = new GatewayBed(upstream, settings);
        await bed.Cox.UpAsync(Cancelled);
        return bed;
    }

    /// <returns>Lines of tab separated values.</returns>
    public async Task<IReadOnlyList<string[]>> AskAsync(string sql)
    {
        var text = await AskApiAsync(HttpMethod.Post, "/clickhouse", sql + " FORMAT TSV");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t'))];
    }

    /// <returns>The body, whatever the status.</returns>
    public async Task<string> GetAsync(string path)
    {
        using var request = await RequestAsync(HttpMethod.Get, path, null);
        using var answer = await Http.SendAsync(request, Cancelled);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }

    /// <summary>What <c>/api/store</c> says.</summary>
    public async Task<JsonElement> StoreAsync()
    {
        using var json = JsonDocument.Parse(await AskApiAsync(HttpMethod.Get, "/api/store", null));
        return json.RootElement.Clone();
    }

    /// <summary>Asks until the rows are as <paramref name="isIt"/> wants them.</summary>
    public async Task<IReadOnlyList<string[]>> WaitForAsync(string sql, Func<IReadOnlyList<string[]>, bool> isIt)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var rows = await TryAskAsync(sql);
            if (rows is not null && isIt(rows))
            {
                return rows;
            }

            Assert.True(
                TimeProvider.System.GetElapsedTime(began) < ArrivalLimit,
                $"{sql}\n{string.Join('\n', (rows ?? []).Select(static row => string.Join(' ', row)))}\n{Cox.Daemon.Errors}");
            await Task.Delay(Pause, TimeProvider.System, Cancelled);
        }
    }


    public async ValueTask DisposeAsync()
    {
        await Cox.DisposeAsync();
        Http.Dispose();
        _network.Dispose();
        _folder.Dispose();
    }

    private async Task<string> AskApiAsync(HttpMethod method, string path, string? body)
    {
        using var request = await RequestAsync(method, path, body);
        using var answer = await Http.SendAsync(request, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpMethod method, string path, string? body)
    {
        var token = await File.ReadAllTextAsync(Path.Combine(DataFolder, "api-token"), Cancelled);
        var request = new HttpRequestMessage(method, Cox.Api + path) { Content = body is null ? null : new StringContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        return request;
    }

    private async Task<IReadOnlyList<string[]>?> TryAskAsync(string sql)
    {
        try
        {
            return await AskAsync(sql);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or Xunit.Sdk.XunitException)
        {
            // The store is away for a moment, or has no tables yet.
            return null;
        }
    }
}
