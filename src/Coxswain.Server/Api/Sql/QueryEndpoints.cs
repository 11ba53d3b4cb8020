using Coxswain.Core.Telemetry.Asking;
using Coxswain.Server.Api.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Sql;

/// <summary>The queries that the SQL page lists. They are asked at <c>/clickhouse</c>.</summary>
internal static class QueryEndpoints
{
    public static void MapQueries(this IEndpointRouteBuilder api) => api.MapGet("/queries", ReadAsync).TellsStoreFailures()
        .WithSummary("Queries that come with Coxswain, the plan's among them, each with what it counts and how the page's figure differs; and those the user kept")
        .Produces<QueryList>().ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> ReadAsync(ISavedQueries saved, CancellationToken cancellationToken)
        => Results.Ok(new QueryList(PlanQueries.All, [.. (await saved.ListAsync(cancellationToken)).Select(static one => new KeptQuery(one.Name, one.Sql))]));
}
