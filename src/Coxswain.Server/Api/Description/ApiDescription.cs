using System.Text.Json.Serialization;
using Coxswain.Server.Hosting;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Coxswain.Server.Api.Description;

/// <summary>The API described by itself: an OpenAPI document at <c>/api/openapi.json</c>, made from the endpoints and their types.</summary>
internal static class ApiDescription
{
    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.ConfigureHttpJsonOptions(
        // Numbers are numbers, in the document too; the default also reads them from strings.
        static json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict).AddOpenApi(static options =>
    {
        options.ShouldInclude = static description => description.RelativePath is { } path
            && (path == "statusline" || path.StartsWith("api/", StringComparison.Ordinal) || path.StartsWith("hooks/", StringComparison.Ordinal));
        // One tag per slice: the segment after /api, or the first.
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            var slice = (context.Description.RelativePath ?? "").Split('/').SkipWhile(static part => part == "api").First();
            operation.Tags = new HashSet<OpenApiTagReference> { new(slice, context.Document) };
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<TokenAccessMetadata>().Any(static access => access.Access == TokenAccess.Open))
            {
                operation.Security = [];
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Coxswain",
                Version = ProductVersion.Text,
                Description = "Every call takes the bearer token from the daemon file, but for those that say otherwise. Times are UTC, money is decimal US dollars, null is unknown.",
            };
            // Ports are chosen by configuration: whoever reads this has reached the server already.
            document.Servers = [];
            document.Tags = null;
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this IEndpointRouteBuilder api) => api.MapOpenApi("/openapi.json");
}
