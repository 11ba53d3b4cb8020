using Coxswain.Gateway.Attempts;
using Coxswain.Gateway.Forwarding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Coxswain.Gateway;

/// <summary>Where every call of the gateway comes in: calls of the Messages API are recovered and recorded, all others go through.</summary>
internal sealed class GatewayEntrance(UpstreamAddress addresses, MessagesForwarder messages, Forwarder others)
{
    public Task ForwardAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // The upstream knows its own limits; what is held here has limits of its own.
            limit.MaxRequestBodySize = null;
        }

        AllowAnyPace(context.Features);
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        return addresses.Of(target) is not { } address
            ? GatewayAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, "invalid_request_error", "the request's target must be a path.")
            : IsMessages(context.Request) ? messages.ForwardAsync(context, address) : others.ForwardAsync(context, address);
    }

    /// <summary>A client may send and take as slowly as the upstream lets it.</summary>
    private static void AllowAnyPace(IFeatureCollection features)
    {
        if (features.Get<IHttpMinRequestBodyDataRateFeature>() is { } sending)
        {
            sending.MinDataRate = null;
        }

        if (features.Get<IHttpMinResponseDataRateFeature>() is { } taking)
        {
            taking.MinDataRate = null;
        }
    }

    private static bool IsMessages(HttpRequest request)
        => HttpMethods.IsPost(request.Method) && request.Path.Value is "/v1/messages" or "/v1/messages/count_tokens";
}
