using Coxswain.Core.Telemetry.Arriving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Telemetry;

internal static class RecentEventEndpoints
{
    public static void MapRecentEvents(this IEndpointRouteBuilder api) => api.MapGet("/events/recent", static (RecentArrivals arrivals) => Results.Ok(arrivals.Read()))
        .WithSummary("The newest events as the receiver took them, before the store has them; nothing is counted from them").Produces<RecentEvents>();
}
