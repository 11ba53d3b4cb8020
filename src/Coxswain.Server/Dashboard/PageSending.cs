using Coxswain.Dashboard;
using Coxswain.Dashboard.Pages;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Dashboard;

/// <summary>Answers for pages: whole, and what changes on them.</summary>
internal sealed class PageSending(PageFeed feed, PageCatalog catalog, FilterChoices choices, PageRenderer renderer, DataAdmission admission)
{
    private const string Subject = "subject";

    /// <param name="notice">What became of what was just sent; empty: nothing was.</param>
    public async Task SendAsync(HttpContext context, IPage page, string notice = "")
    {
        var request = Asked(context);
        var rendered = await feed.ReadAsync(page, request, context.RequestAborted);
        var (projects, models) = page.Place.TakesFilter ? await choices.ReadAsync(context.RequestAborted) : ([], []);
        context.Response.StatusCode = rendered.Reading.IsFound ? context.Response.StatusCode : StatusCodes.Status404NotFound;
        await PageHeaders.WriteAsync(context, await renderer.PageAsync<PageView>(new Dictionary<string, object?>
        {
            [nameof(PageView.Catalog)] = catalog,
            [nameof(PageView.Place)] = page.Place,
            [nameof(PageView.Path)] = context.Request.Path.Value ?? page.Place.Address,
            [nameof(PageView.Request)] = request,
            [nameof(PageView.Rendered)] = rendered,
            [nameof(PageView.Projects)] = projects,
            [nameof(PageView.Models)] = models,
            [nameof(PageView.IsMadeUp)] = admission.IsMadeUp,
            [nameof(PageView.Notice)] = notice,
        }));
    }

    public async Task FollowAsync(HttpContext context, IPage page)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.StartAsync(context.RequestAborted);
        await foreach (var message in feed.FollowAsync(page, Asked(context), context.RequestAborted))
        {
            await context.Response.WriteAsync(EventText.Of(message), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static PageRequest Asked(HttpContext context) => PageRequest.Of(
        context.GetRouteValue(Subject) as string ?? "",
        context.Request.Query.Select(static one => KeyValuePair.Create(one.Key, one.Value.FirstOrDefault() ?? "")));
}
