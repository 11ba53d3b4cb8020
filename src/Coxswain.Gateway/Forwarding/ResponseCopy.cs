using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Coxswain.Gateway.Forwarding;

/// <summary>Gives the client the upstream's response: same status, reason, end-to-end headers and body bytes, each piece when it arrives.</summary>
internal static class ResponseCopy
{
    private const int PieceBytes = 16 * 1024;

    public static void WriteHead(HttpResponseMessage upstream, HttpResponse response)
    {
        response.StatusCode = (int)upstream.StatusCode;
        if (response.HttpContext.Features.Get<IHttpResponseFeature>() is { } feature)
        {
            feature.ReasonPhrase = upstream.ReasonPhrase;
        }

        var named = upstream.Headers.NonValidated.TryGetValues("Connection", out var values) ? values.ToArray() : [];
        Copy(upstream.Headers.NonValidated, named, response.Headers);
        Copy(upstream.Content.Headers.NonValidated, named, response.Headers);
    }

    public static async Task WriteBodyAsync(HttpResponseMessage upstream, HttpResponse response, CancellationToken cancellationToken)
    {
        await using var body = await upstream.Content.ReadAsStreamAsync(cancellationToken);
        var writer = response.BodyWriter;
        while (await body.ReadAsync(writer.GetMemory(PieceBytes), cancellationToken) is > 0 and var read)
        {
            writer.Advance(read);
            await writer.FlushAsync(cancellationToken);
        }
    }

    private static void Copy(HttpHeadersNonValidated from, string[] connection, IHeaderDictionary to)
    {
        foreach (var (name, values) in from)
        {
            if (!HopHeaders.Contains(name, connection))
            {
                to.Append(name, values.Count == 1 ? new StringValues(values.ToString()) : new StringValues([.. values]));
            }
        }
    }
}
