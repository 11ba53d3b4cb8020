using Coxswain.Server.Hosting;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Coxswain.Server.Api.Daemon;

internal static class DaemonEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
        => routes.MapGet("/healthz", static () => Results.Text("ok\n")).OpenedBy(TokenAccess.Open);

    public static void MapDaemon(this IEndpointRouteBuilder api)
    {
        api.MapGet("/daemon", Describe).WithSummary("Who answers: process, version, data folder").Produces<DaemonIdentity>();
        api.MapPost("/daemon/stop", Stop).WithSummary("Stops the daemon once what it received is safe").Produces(StatusCodes.Status202Accepted);
    }

    private static IResult Describe(ServerModeFeature mode, Coxswain.Core.Kernel.DataFolder folder)
        => Results.Ok(new DaemonIdentity(Environment.ProcessId, ProductVersion.Text, folder.Root, mode.Mode != ServerMode.OneCommand));

    private static IResult Stop(IHostApplicationLifetime lifetime)
    {
        lifetime.StopApplication();
        return Results.Accepted();
    }
}
