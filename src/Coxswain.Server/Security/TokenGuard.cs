using System.Net.Http.Headers;
using System.Text;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Dashboard;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.Security;

/// <summary>Middleware behind routing: everything on the API listener asks for the token, unknown paths included, unless its endpoint says otherwise.</summary>
internal sealed class TokenGuard(ApiToken token, BrowserAccess browsers, ReturnAddress returns)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var access = context.GetEndpoint()?.Metadata.GetMetadata<TokenAccessMetadata>()?.Access ?? TokenAccess.Bearer;
        if (context.Features.Get<ListenerFeature>()?.Listener != Listener.Api || access == TokenAccess.Open || token.Matches(Offered(context.Request, access)))
        {
            return next(context);
        }

        if (access == TokenAccess.Browser)
        {
            if (browsers.IsLoggedIn(context.Request))
            {
                return next(context);
            }

            // Whatever is no page: its reader cannot log in.
            if (context.Request.Path.StartsWithSegments(DashboardAddresses.Live, StringComparison.Ordinal))
            {
                return ErrorAnswer.WriteAsync(context, ApiErrors.NoToken);
            }

            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = returns.LoginFrom(context.Request);
            return context.Response.StartAsync();
        }

        // Who is logged in may know that there is no such page.
        if (context.GetEndpoint() is null && browsers.IsLoggedIn(context.Request))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = access == TokenAccess.ClickHouse ? "Basic realm=\"coxswain\"" : "Bearer";
        return ErrorAnswer.WriteAsync(context, ApiErrors.NoToken);
    }

    private static string? Offered(HttpRequest request, TokenAccess access)
    {
        var key = request.Headers["X-ClickHouse-Key"];
        if (access == TokenAccess.ClickHouse && key.Count == 1 && request.Headers.Authorization.Count == 0)
        {
            return key[0];
        }

        if (request.Headers.Authorization.Count != 1 || !AuthenticationHeaderValue.TryParse(request.Headers.Authorization[0], out var header))
        {
            return null;
        }

        return header.Scheme.ToUpperInvariant() switch
        {
            "BEARER" => header.Parameter,
            "BASIC" when access == TokenAccess.ClickHouse => Password(header.Parameter),
            _ => null,
        };
    }

    private static string? Password(string? parameter)
    {
        var bytes = new byte[1536];
        if (parameter is null || !Convert.TryFromBase64String(parameter, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : text[(colon + 1)..];
    }
}
