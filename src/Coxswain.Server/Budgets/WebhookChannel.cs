using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Coxswain.Core.Kernel;

namespace Coxswain.Server.Budgets;

/// <summary>
/// Posts alerts to an address, which is a secret: no message names it. Taken is what is answered 2xx; of an answer only its head is read, and a redirect is an answer like any other.
/// </summary>
internal sealed class WebhookChannel(AlertOptions options, TimeProvider clock) : IAlertChannel, IDisposable
{
    private static readonly JsonSerializerOptions SlackJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = options.Timeout, MaxResponseHeadersLength = 16, MaxResponseDrainSize = 0, ActivityHeadersPropagator = null,
        Proxy = new ProxyBeyondLoopback(HttpClient.DefaultProxy),
    }) { Timeout = Timeout.InfiniteTimeSpan };

    public string Name => "webhook";

    public bool IsSetUp => options.WebhookUrl.Length > 0;

    public async Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, options.WebhookUrl) { Content = new ReadOnlyMemoryContent(Body(notice)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode ? ChannelAnswer.Taken : ChannelAnswer.Failed($"answered {(int)response.StatusCode}{(IsRedirect(response.StatusCode) ? ", a redirect: not followed" : "")}");
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ChannelAnswer.Failed($"no answer within {options.Timeout.TotalSeconds:0.###} s");
        }
        catch (HttpRequestException problem)
        {
            // Its message names the host.
            return ChannelAnswer.Failed($"no answer ({problem.HttpRequestError})");
        }
        catch (IOException)
        {
            return ChannelAnswer.Failed("no answer (the connection broke)");
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsRedirect(HttpStatusCode status) => (int)status is >= 300 and < 400;

    private ReadOnlyMemory<byte> Body(AlertNotice notice) => options.WebhookFormat == WebhookFormat.Slack
        ? JsonSerializer.SerializeToUtf8Bytes(new { text = Escaped(notice.Text) }, SlackJson)
        : notice.Json;

    // The three characters that mean something to Slack: a branch or a reason must not become a link or a mention.
    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
