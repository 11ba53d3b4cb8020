using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Coxswain.Server.Hosting;

internal static class ListenerRouting
{
    /// <summary>Makes the endpoints reachable through <paramref name="listener"/> only.</summary>
    public static TBuilder OnListener<TBuilder>(this TBuilder endpoints, Listener listener)
        where TBuilder : IEndpointConventionBuilder
        => endpoints.WithMetadata(new ListenerFeature(listener));

    /// <summary>Hides an endpoint from every listener but its own. Runs after routing.</summary>
    public static Task KeepToOwnListenerAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is { } endpoint
            && endpoint.Metadata.GetMetadata<ListenerFeature>()?.Listener != context.Features.Get<ListenerFeature>()?.Listener)
        {
            context.SetEndpoint(null);
        }

        return next(context);
    }
}
