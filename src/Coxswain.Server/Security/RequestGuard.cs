using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Coxswain.Server.Security;

/// <summary>
/// First middleware of every listener: keeps web pages out. Host must name this listener exactly (DNS rebinding), Origin and Sec-Fetch-Site must not
/// come from another site, and a CORS preflight is never granted.
/// </summary>
internal sealed partial class RequestGuard(AllowedHosts allowed, ILogger<RequestGuard> logger)
{
    private const string FetchSite = "Sec-Fetch-Site";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (Refusal(context) is not { } reason)
        {
            return next(context);
        }

        Log.Refused(logger, context.Connection.LocalPort, reason);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"Refused: {reason}\n", context.RequestAborted);
    }

    private string? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Host.Count > 1 || !allowed.Contains(context, request.Host.Value))
        {
            return "the Host header does not name this listener.";
        }

        if (request.Headers.Origin.Count > 0 && !IsOwnOrigin(request))
        {
            return "requests from web pages of another origin are not accepted.";
        }

        var site = request.Headers[FetchSite];
        if (site.Count > 1 || (site.Count == 1 && site[0] is not ("same-origin" or "none")))
        {
            return "requests from web pages of another site are not accepted.";
        }

        return HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod)
            ? "cross-origin requests are not accepted."
            : null;
    }

    // Host has been checked, so "http://" + Host is this listener's own origin and nothing else is.
    private static bool IsOwnOrigin(HttpRequest request)
        => request.Headers.Origin.Count == 1
            && string.Equals(request.Headers.Origin[0], $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Warning, "Refused a request on port {Port}: {Reason}")]
        public static partial void Refused(ILogger logger, int port, string reason);
    }
}
