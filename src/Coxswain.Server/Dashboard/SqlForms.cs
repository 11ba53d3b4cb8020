using Coxswain.Core.Telemetry.Asking;
using Coxswain.Dashboard.Sql;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Coxswain.Server.ClickHouseHttp;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Coxswain.Server.Dashboard;

/// <summary>What the form of the SQL page sends: the query is in the body, not in an address that is kept and shown elsewhere.</summary>
internal static class SqlForms
{
    private const string Page = "/sql";

    public static void MapSqlForms(this IEndpointRouteBuilder pages, SqlPage page)
    {
        pages.MapPost(Page, (HttpContext context, PageSending sending) => AskAsync(context, sending, page)).OpenedBy(TokenAccess.Browser);
        pages.MapPost(Page + "/keep", (HttpContext context, ISavedQueries saved, PageSending sending) => KeepAsync(context, saved, sending, page)).OpenedBy(TokenAccess.Browser);
        pages.MapPost(Page + "/forget", (HttpContext context, ISavedQueries saved, PageSending sending) => ForgetAsync(context, saved, sending, page)).OpenedBy(TokenAccess.Browser);
        pages.MapPost(Page + "/download/{format}", DownloadAsync).AsksStore().OpenedBy(TokenAccess.Browser);
    }

    private static async Task AskAsync(HttpContext context, PageSending sending, SqlPage page)
        => await sending.SendAsync(context, page, await PageForm.ReadAsync(context));

    private static async Task KeepAsync(HttpContext context, ISavedQueries saved, PageSending sending, SqlPage page)
    {
        var form = await PageForm.ReadAsync(context);
        var query = new SavedQuery(form["name"].Trim(), form[SqlPage.Sql]);
        var problem = query.Problem ?? (PlanQueries.All.Any(one => one.Name == query.Name) ? "A query that comes with Coxswain has that name." : await saved.SaveAsync(query, context.RequestAborted) ? null : $"There are {SavedQuery.Most} already: forget one first.");
        if (problem is null)
        {
            await PageSending.Done(context, Page, "kept", (SqlPage.Saved, query.Name));
            return;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await sending.SendAsync(context, page, form, $"Not kept. {problem}");
    }

    private static async Task ForgetAsync(HttpContext context, ISavedQueries saved, PageSending sending, SqlPage page)
        => await (await saved.RemoveAsync((await PageForm.ReadAsync(context))["name"], context.RequestAborted) ? PageSending.Done(context, Page, "forgotten") : sending.RefuseAsync(context, page, "There is no such query any more."));

    /// <summary>All rows that the limits allow, as a file.</summary>
    private static async Task DownloadAsync(HttpContext context, string format, ClickHouseForwarder store)
    {
        if (DownloadFormat.Find(format) is not { } file)
        {
            await ErrorAnswer.WriteAsync(context, ApiErrors.NoPath);
            return;
        }

        var form = await PageForm.ReadAsync(context);
        var settings = form.Fields.Where(static one => one.Key.StartsWith(SqlPage.ParameterPrefix, StringComparison.Ordinal))
            .Select(static one => KeyValuePair.Create("param_" + one.Key[SqlPage.ParameterPrefix.Length..], new StringValues(one.Value)))
            .Append(KeyValuePair.Create("default_format", new StringValues(file.ClickHouseName)))
            .Append(KeyValuePair.Create("output_format_json_array_of_rows", new StringValues(file == DownloadFormat.Json ? "1" : "0")))
            .Append(KeyValuePair.Create(QuerySettings.Final, new StringValues(form[SqlPage.Rows] == SqlPage.AsStored ? "0" : "1")))
            .ToDictionary(StringComparer.Ordinal);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        await store.DownloadAsync(context, form[SqlPage.Sql], new QueryCollection(settings), file);
    }
}
