using Coxswain.Server.Hosting;
using Coxswain.Tests.Server.Security;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Tests.Server.Hosting;

public sealed class RouteTests(RunningServer server) : IClassFixture<RunningServer>
{
    private RouteEndpoint[] Endpoints => [.. server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()];

    [Fact]
    public void No_two_endpoints_answer_the_same_request()
        => Assert.Distinct(Endpoints.SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(method => $"{method} {endpoint.RoutePattern.RawText}")));

    [Fact]
    public void Every_endpoint_belongs_to_one_listener()
    {
        Assert.True(Endpoints.Length > 8);
        Assert.All(Endpoints, endpoint => Assert.Single(endpoint.Metadata.OfType<ListenerFeature>()));
    }
}
