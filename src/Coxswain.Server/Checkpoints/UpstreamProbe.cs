using System.Net;
using Coxswain.Core.Kernel;

namespace Coxswain.Server.Checkpoints;

/// <summary>Asks whether the API answers again, by the call the client itself makes for that: it costs nothing and needs no key.</summary>
internal sealed class UpstreamProbe(TimeProvider clock) : IDisposable
{
    private const string Anthropic = "https://api.anthropic.com";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Patience, Proxy = new ProxyBeyondLoopback(HttpClient.DefaultProxy) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <param name="baseUrl"><see langword="null"/>: Anthropic's.</param>
    public async Task<bool> IsHealthyAsync(string? baseUrl, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{(baseUrl ?? Anthropic).TrimEnd('/')}/api/hello");
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return (int)response.StatusCode < 500 && response.StatusCode != HttpStatusCode.TooManyRequests;
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();
}
