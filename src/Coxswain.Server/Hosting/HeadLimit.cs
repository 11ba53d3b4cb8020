using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coxswain.Server.Hosting;

/// <summary>
/// Refuses larger heads than our own clients send, on every listener but the gateway's: the server knows one limit for all of them, which is that of the gateway.
/// </summary>
internal static class HeadLimit
{
    // Colon, space, line end.
    private const int BetweenParts = 4;

    public static Task RefuseLargerAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsLarger(context))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status431RequestHeaderFieldsTooLarge;
        context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    private static bool IsLarger(HttpContext context)
    {
        var (bytes, lines) = (context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length ?? 0, 0);
        foreach (var (name, values) in context.Request.Headers)
        {
            foreach (var value in values)
            {
                lines++;
                bytes += name.Length + (value?.Length ?? 0) + BetweenParts;
            }
        }

        return bytes > ServerLimits.MaxRequestHeaderBytes || lines > ServerLimits.MaxRequestHeaders;
    }
}
