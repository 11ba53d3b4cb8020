using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Coxswain.EndToEnd.Gateway;

/// <summary>Calls of the Messages API as a plain client makes them: no retries of its own, every byte kept.</summary>
internal static class GatewayCalls
{
    public const string CallHeader = "x-call";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="call">Goes along as a header, so that a plan can tell calls apart.</param>
    /// <param name="agent">Decides what the gateway does about failures.</param>
    public static HttpRequestMessage Request(string address, string call, bool stream = true, string agent = "claude-cli/2.1.330", string model = "claude-sonnet-5-5")
    {
        var body = JsonSerializer.Serialize(new { model, max_tokens = 1000, stream, messages = new[] { new { role = "user", content = "Say what you like about " + call + "." } } });
        var request = new HttpRequestMessage(HttpMethod.Post, address + "/v1/messages") { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("user-agent", agent);
        request.Headers.TryAddWithoutValidation("x-api-key", "not-a-key");
        request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        request.Headers.TryAddWithoutValidation(CallHeader, call);
        return request;
    }

    public static async Task<GatewayAnswer> SendAsync(HttpClient http, HttpRequestMessage request)
    {
        using var kept = new MemoryStream();
        HttpResponseMessage? answer = null;
        var isCut = false;
        try
        {
            answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
            await using var body = await answer.Content.ReadAsStreamAsync(Cancelled);
            var buffer = new byte[64 * 1024];
            while (await body.ReadAsync(buffer, Cancelled) is > 0 and var read)
            {
                kept.Write(buffer, 0, read);
            }
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            // A reset may take from a client even what it had received.
            isCut = true;
        }

        using (request)
        using (answer)
        {
            var attempts = answer?.Headers.TryGetValues("x-coxswain-attempts", out var told) == true ? told.Single() : null;
            return new GatewayAnswer((int)(answer?.StatusCode ?? 0), attempts, kept.ToArray(), isCut);
        }
    }
}
