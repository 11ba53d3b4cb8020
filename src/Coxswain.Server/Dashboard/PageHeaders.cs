using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.Dashboard;

/// <summary>Sends pages: never kept, never framed, with nothing from elsewhere and nothing inline.</summary>
internal static class PageHeaders
{
    private const string Html = "text/html; charset=utf-8";

    public static Task WriteAsync(HttpContext context, string html)
    {
        var headers = context.Response.Headers;
        headers.ContentType = Html;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        // Not "no-referrer": forms would then send a null Origin, which is refused.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        return context.Response.WriteAsync(html, context.RequestAborted);
    }
}
