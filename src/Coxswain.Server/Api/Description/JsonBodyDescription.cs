using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace Coxswain.Server.Api.Description;

/// <summary>
/// Describes a body in JSON that the endpoint reads itself. Not <c>Accepts</c>: routing would answer another content type in the endpoint's place, before
/// its own access is known.
/// </summary>
internal static class JsonBodyDescription
{
    public static RouteHandlerBuilder TakesJson(this RouteHandlerBuilder endpoint) => endpoint.AddOpenApiOperationTransformer(static (operation, context, _) =>
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new() { Schema = new OpenApiSchemaReference(nameof(JsonObject), context.Document) },
            },
        };
        return Task.CompletedTask;
    });
}
