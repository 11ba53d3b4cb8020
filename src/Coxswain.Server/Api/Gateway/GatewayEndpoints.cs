using Coxswain.Gateway;
using Coxswain.Server.Api.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Api.Gateway;

internal static class GatewayEndpoints
{
    public static void MapGateway(this IEndpointRouteBuilder api) => api.MapGet("/gateway", Describe)
        .WithSummary("The gateway: its upstream, calls since the daemon started, models only probes are sent for").Produces<GatewayReport>().ProducesProblem(StatusCodes.Status404NotFound);

    // One command's server has none.
    private static IResult Describe(IServiceProvider services)
        => services.GetService<GatewayState>() is { } state ? Results.Ok(state.Read()) : ApiErrors.NoGateway.AsResult();
}
