using Coxswain.Dashboard;
using Coxswain.Dashboard.Pages;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Dashboard;

/// <summary>Answers for pages: whole, and what changes on them.</summary>
internal sealed class PageSending(PageFeed feed, PageCatalog catalog, FilterChoices choices, FilterNames names, PageRenderer renderer, DataAdmission admission)
{
    private const string Subject = "subject";

    /// <param name="notice">What became of what was just sent; empty: nothing was.</param>
    public Task SendAsync(HttpContext context, IPage page, string notice = "") => SendAsync(context, page, Asked(context, []), notice);

    /// <summary>A page that is asked with more than an address can say.</summary>
    /// <param name="form">Fields it sent, which go before those of the address.</param>
    public Task SendAsync(HttpContext context, IPage page, PageForm form, string notice = "") => SendAsync(context, page, Asked(context, form.Fields), notice);

    private async Task SendAsync(HttpContext context, IPage page, PageRequest asked, string notice)
    {
        var request = await MeantAsync(page, asked, context.RequestAborted);
        var rendered = await feed.ReadAsync(page, request, context.RequestAborted);
        var choice = page.Place.TakesFilter ? await choices.ReadAsync(context.RequestAborted) : FilterChoice.None;
        context.Response.StatusCode = rendered.Reading.IsFound ? context.Response.StatusCode : StatusCodes.Status404NotFound;
        await PageHeaders.WriteAsync(context, await renderer.PageAsync<PageView>(new Dictionary<string, object?>
        {
            [nameof(PageView.Catalog)] = catalog,
            [nameof(PageView.Place)] = page.Place,
            // A form's own address has no page to come back to.
            [nameof(PageView.Path)] = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path.Value ?? page.Place.Address : page.Place.Address,
            [nameof(PageView.Request)] = request,
            [nameof(PageView.Rendered)] = rendered,
            [nameof(PageView.Choices)] = choice,
            [nameof(PageView.IsMadeUp)] = admission.IsMadeUp,
            [nameof(PageView.Notice)] = notice.Length > 0 ? notice : Notices.Of(request[Notices.Word]),
        }));
    }

    /// <summary>The page again, with what is wrong with what it sent.</summary>
    public Task RefuseAsync(HttpContext context, IPage page, string problem)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return SendAsync(context, page, problem);
    }

    /// <inheritdoc cref="RefuseAsync(HttpContext, IPage, string)"/>
    /// <param name="problems">By the field they are in.</param>
    public Task RefuseAsync(HttpContext context, IPage page, IReadOnlyDictionary<string, string[]> problems)
        => RefuseAsync(context, page, "Nothing was changed. " + string.Join(" ", problems.Select(static one => $"{one.Key}: {string.Join(" ", one.Value)}")));

    /// <summary>To a page that says what was done, narrowed as the one the form was on.</summary>
    public static Task Done(HttpContext context, string address, string word, params (string Name, string Value)[] extras)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        var said = $"{address}?{Notices.Word}={word}{string.Concat(extras.Select(static one => $"&{one.Name}={Uri.EscapeDataString(one.Value)}"))}";
        context.Response.Headers.Location = KeptFilter.Of(Asked(context, []).Filter).On(said);
        return Task.CompletedTask;
    }

    public async Task FollowAsync(HttpContext context, IPage page)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.StartAsync(context.RequestAborted);
        await foreach (var message in feed.FollowAsync(page, await MeantAsync(page, Asked(context, []), context.RequestAborted), context.RequestAborted))
        {
            await context.Response.WriteAsync(EventText.Of(message), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    /// <summary>A page that takes no filter keeps it as it is.</summary>
    private Task<PageRequest> MeantAsync(IPage page, PageRequest asked, CancellationToken cancellationToken) => page.Place.TakesFilter ? names.MeantAsync(asked, cancellationToken) : Task.FromResult(asked);

    private static PageRequest Asked(HttpContext context, IEnumerable<KeyValuePair<string, string>> fields) => PageRequest.Of(
        context.GetRouteValue(Subject) as string ?? "",
        fields.Concat(context.Request.Query.Select(static one => KeyValuePair.Create(one.Key, one.Value.FirstOrDefault() ?? ""))));
}
