using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Coxswain.Server.Api.Errors;

/// <summary>Finds the error behind an answer nobody wrote: an unknown path, a wrong method, a value that does not bind.</summary>
internal sealed class ErrorRoutes(EndpointDataSource endpoints)
{
    /// <summary>A refusal without a word: status only.</summary>
    public static bool IsBare(HttpResponse response) =>
        response is { StatusCode: >= 400, ContentType: null, ContentLength: null } && !response.Headers.ContainsKey("grpc-status");

    public ApiError Of(HttpContext context)
    {
        if (context.Response.StatusCode is not (StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed))
        {
            return OfStatus(context.Response.StatusCode);
        }

        var methods = Methods(context);
        if (methods.Length == 0)
        {
            return ApiErrors.NoPath;
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        return ApiErrors.WrongMethod(string.Join(" or ", methods));
    }

    /// <summary>What a failure is to the caller. On the OTLP listeners an error of ours is one to come back after, so that nothing is dropped.</summary>
    public static ApiError Of(HttpContext context, Exception failure)
    {
        if (failure is BadHttpRequestException broken)
        {
            return broken.StatusCode == StatusCodes.Status400BadRequest && Parameter(broken.Message) is { } name
                ? ApiErrors.BadValue(new Dictionary<string, string[]> { [name] = ["cannot be read as a value of its type."] })
                : OfStatus(broken.StatusCode);
        }

        return context.Features.Get<ListenerFeature>()?.Listener is Listener.OtlpHttp or Listener.OtlpGrpc
            ? ApiErrors.Internal with { Status = StatusCodes.Status503ServiceUnavailable }
            : ApiErrors.Internal;
    }

    private static ApiError OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ApiErrors.NoToken,
        StatusCodes.Status404NotFound => ApiErrors.NoPath,
        StatusCodes.Status413PayloadTooLarge => ApiErrors.TooLarge,
        >= 500 => ApiErrors.Internal with { Status = status },
        _ => ApiErrors.BadRequest with { Status = status },
    };

    /// <summary>The name in "Failed to bind parameter "Nullable&lt;int&gt; limit" from "abc"."; the value stays out of the answer.</summary>
    private static string? Parameter(string message)
    {
        const string Start = "Failed to bind parameter \"";
        var end = message.StartsWith(Start, StringComparison.Ordinal) ? message.IndexOf('"', Start.Length) : -1;
        return end < 0 ? null : message[(message.LastIndexOf(' ', end) + 1)..end];
    }

    private string[] Methods(HttpContext context)
    {
        var listener = context.Features.Get<ListenerFeature>()?.Listener;
        return [.. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ListenerFeature>()?.Listener == listener && Matches(endpoint, context.Request.Path))
            .SelectMany(static endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool Matches(RouteEndpoint endpoint, PathString path) =>
        new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []);
}
