using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Coxswain.Cli.Commands;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Client;

/// <summary>Speaks the JSON API, the same over TCP to a daemon and over a private socket to a server hosted here.</summary>
internal sealed class CoxClient : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly CoxswainServer? _hosted;
    private readonly LateNote? _late;

    /// <param name="late">Said when an answer is late; <see langword="null"/>: nothing is.</param>
    public CoxClient(HttpMessageHandler handler, Uri address, string token, CoxswainServer? hosted, LateNote? late)
    {
        _http = new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _hosted = hosted;
        _late = late;
    }

    /// <summary>True when a daemon answers, false when this command hosts the server itself.</summary>
    public bool IsDaemon => _hosted is null;

    /// <exception cref="CommandException">The server answered with an error; the exit code fits its status.</exception>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <returns><see langword="null"/> when the server has nothing at this path: it is of a version before it.</returns>
    /// <exception cref="CommandException">The server answered with another error.</exception>
    public async Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken) where T : class
    {
        try
        {
            return await GetAsync<T>(path, cancellationToken);
        }
        catch (CommandException refusal) when (refusal.Code == ExitCode.NotFound)
        {
            return null;
        }
    }

    public async Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <summary>Sends and returns once the headers are here, so a long answer can be streamed. The status is a success.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var wait = _late?.Watch();
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new CommandException(CodeOf(response.StatusCode), await ServerMessage.ReadAsync(response, cancellationToken));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_hosted is not null)
        {
            await _hosted.DisposeAsync();
        }
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
        => await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken)
            ?? throw new CommandException(ExitCode.Failed, "The server sent an empty answer.");

    private static ExitCode CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => ExitCode.NotFound,
        HttpStatusCode.BadRequest => ExitCode.Usage,
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => ExitCode.Unreachable,
        _ => ExitCode.Failed,
    };
}
