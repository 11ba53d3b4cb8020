using System.Net;
using Coxswain.Gateway.Attempts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Coxswain.Gateway.Forwarding;

/// <summary>Makes the upstream's request from the client's: same method, target, end-to-end headers and body bytes.</summary>
internal static class RequestCopy
{
    /// <summary>Its body goes on as the client sends it.</summary>
    public static HttpRequestMessage Of(HttpRequest request, Uri address, BodySending sending)
        => Of(request, address, () => new PassedBody(default, request.BodyReader, HasBody(request) ? request.ContentLength : 0, sending));

    /// <param name="body">Makes the body.</param>
    public static HttpRequestMessage Of(HttpRequest request, Uri address, Func<HttpContent> body)
    {
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (HasBody(request) || request.ContentLength is not null || request.ContentType is not null)
        {
            // Also for none: HttpClient keeps the headers that speak of a body with one.
            copy.Content = body();
        }

        // Of what a client names here the server keeps only the words it knows: a header named by a client goes on, one named by the upstream does not.
        var connection = request.Headers.Connection;
        foreach (var (name, values) in request.Headers)
        {
            // Expect is answered on this side; Content-Length follows from the body; what is asked of the gateway ends here.
            if (name.StartsWith(CallWishes.Prefix, StringComparison.OrdinalIgnoreCase) || HopHeaders.Contains(name, connection) || Is(name, HeaderNames.Host) || Is(name, HeaderNames.ContentLength) || Is(name, HeaderNames.Expect))
            {
                continue;
            }

            IEnumerable<string?> all = values;
            if (!copy.Headers.TryAddWithoutValidation(name, all))
            {
                copy.Content?.Headers.TryAddWithoutValidation(name, all);
            }
        }

        return copy;
    }

    private static bool HasBody(HttpRequest request) => request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
