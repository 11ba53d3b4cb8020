using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coxswain.Testing;
using Coxswain.Tests.Server.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Server.Api.Description;

public sealed class ApiDescriptionTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Document_in_docs_is_the_one_the_server_gives()
    {
        var given = (await AskAsync()).ToJsonString(Indented) + "\n";
        var kept = await File.ReadAllTextAsync(RepositoryRoot.Combine("docs", "openapi.json"), TestContext.Current.CancellationToken);
        if (given != kept)
        {
            // Left where the change can be looked at and taken over: cp artifacts/openapi.json docs/
            Directory.CreateDirectory(RepositoryRoot.Combine("artifacts"));
            await File.WriteAllTextAsync(RepositoryRoot.Combine("artifacts", "openapi.json"), given, TestContext.Current.CancellationToken);
        }

        Assert.True(given == kept, "The API changed. Look at `diff docs/openapi.json artifacts/openapi.json`; a change meant is copied over.");
    }

    [Fact]
    public async Task Every_route_of_the_api_says_what_it_is_for_and_what_it_answers()
    {
        var paths = (await AskAsync())["paths"]!.AsObject();
        var routes = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && endpoint.RoutePattern.RawText != "/api/openapi.json");
        Assert.All(routes, route =>
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single();
            var operation = paths[route.RoutePattern.RawText!]?[method.ToLowerInvariant()];
            Assert.NotNull(operation?["summary"]);
            var success = operation["responses"]!.AsObject().Single(response => response.Key.StartsWith('2'));
            Assert.True(success.Key == "202" || success.Value!["content"] is not null, $"{method} {route.RoutePattern.RawText} does not say what it answers.");
        });
    }

    private async Task<JsonNode> AskAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(server.Record.Api) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Record.Token);
        return JsonNode.Parse(await client.GetStringAsync("/api/openapi.json", TestContext.Current.CancellationToken))!;
    }
}
