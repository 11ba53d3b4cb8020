using Coxswain.Server.Api.Store;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.ClickHouseHttp;

/// <summary>The store as ClickHouse's HTTP interface, for reading: <c>/clickhouse</c> (Grafana, <c>@clickhouse/client</c> with <c>pathname</c>, curl).</summary>
internal static class ClickHouseHttpEndpoints
{
    public static void MapClickHouse(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/clickhouse/ping", [HttpMethods.Get, HttpMethods.Head], static () => Results.Text("Ok.\n")).OpenedBy(TokenAccess.ClickHouse);
        routes.MapMethods("/clickhouse", [HttpMethods.Get, HttpMethods.Post], AnswerAsync).AsksStore().OpenedBy(TokenAccess.ClickHouse);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, ClickHouseForwarder forwarder)
    {
        if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Query.ContainsKey("query"))
        {
            return Results.Text("Ok.\n");
        }

        await forwarder.ForwardAsync(context);
        return Results.Empty;
    }
}
