using Coxswain.Server.Api.Errors;
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
        if (Refusal(context) is not { } error)
        {
            return next(context);
        }

        Log.Refused(logger, context.Connection.LocalPort, error.Detail);
        return ErrorAnswer.WriteAsync(context, error);
    }

    private ApiError? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Host.Count > 1 || !allowed.Contains(context, request.Host.Value))
        {
            return ApiErrors.BadHost;
        }

        if (request.Headers.Origin.Count > 0 && !IsOwnOrigin(request))
        {
            return ApiErrors.BadOrigin;
        }

        var site = request.Headers[FetchSite];
        if (site.Count > 1 || (site.Count == 1 && site[0] is not ("same-origin" or "none")))
        {
            return ApiErrors.BadOrigin;
        }

        return HttpMethods.IsOptions(request.Method) && request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod)
            ? ApiErrors.BadOrigin
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
