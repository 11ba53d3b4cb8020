using Coxswain.Dashboard;
using Coxswain.Dashboard.Budgets;
using Coxswain.Dashboard.Installation;
using Coxswain.Dashboard.Login;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Sql;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Coxswain.Server.Dashboard;

/// <summary>The pages of the dashboard, what they load, and the login.</summary>
internal static partial class DashboardEndpoints
{
    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        var catalog = routes.ServiceProvider.GetRequiredService<PageCatalog>();
        foreach (var page in catalog.All)
        {
            pages.MapGet(page.Place.Address, (HttpContext context, PageSending sending) => sending.SendAsync(context, page)).OpenedBy(TokenAccess.Browser);
            if (page.Place.IsLive)
            {
                pages.MapGet(DashboardAddresses.Live + page.Place.Address.TrimEnd('/'), (HttpContext context, PageSending sending) => sending.FollowAsync(context, page)).OpenedBy(TokenAccess.Browser);
            }
        }

        pages.MapBudgetForms(catalog.All.OfType<BudgetsPage>().Single());
        pages.MapSettingsForm(catalog.All.OfType<SettingsPage>().Single());
        pages.MapSqlForms(catalog.All.OfType<SqlPage>().Single());
        pages.MapGet(DashboardAddresses.Login, static (HttpContext context, PageRenderer renderer, ReturnAddress returns) => LoginPageAsync(context, renderer, returns.Of(context.Request.Query[ReturnAddress.Field]), null)).OpenedBy(TokenAccess.Open);
        pages.MapPost(DashboardAddresses.Login, LogInAsync).OpenedBy(TokenAccess.Open);
        pages.MapPost(DashboardAddresses.Logout, LogOut).OpenedBy(TokenAccess.Browser);
        pages.MapPost(DashboardAddresses.Rate, RatingForm.TakeAsync).OpenedBy(TokenAccess.Browser).AsksStore();
        pages.MapGet(PageAssets.Prefix + "{name}", SendAssetAsync).OpenedBy(TokenAccess.Open);
    }

    private static async Task LoginPageAsync(HttpContext context, PageRenderer renderer, string to, string? problem)
        => await PageHeaders.WriteAsync(context, await renderer.PageAsync<LoginPage>(new Dictionary<string, object?> { [nameof(LoginPage.Problem)] = problem, [nameof(LoginPage.To)] = to }));

    private static async Task LogInAsync(HttpContext context, BrowserAccess browsers, PageRenderer renderer, ReturnAddress returns, ILogger<BrowserAccess> logger)
    {
        var form = await PageForm.ReadAsync(context);
        var to = returns.Of(form[ReturnAddress.Field]);
        if (browsers.LogIn(form["code"]) is { } cookie)
        {
            context.Response.Cookies.Append(BrowserAccess.CookieName(context), cookie, BrowserAccess.CookieOptions);
            Redirect(context, to);
            return;
        }

        Log.WrongCode(logger);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        await LoginPageAsync(context, renderer, to, "That is not the login code.");
    }

    private static void LogOut(HttpContext context)
    {
        context.Response.Cookies.Delete(BrowserAccess.CookieName(context), BrowserAccess.CookieOptions);
        Redirect(context, DashboardAddresses.Login);
    }

    private static async Task SendAssetAsync(HttpContext context, string name)
    {
        if (PageAssets.Find(name) is not { } asset)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("There is no such file.\n", context.RequestAborted);
            return;
        }

        var tag = new EntityTagHeaderValue($"\"{asset.Version}\"");
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = context.Request.Query["v"] == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(one => one.Compare(tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = asset.ContentType;
        await context.Response.Body.WriteAsync(asset.Content, context.RequestAborted);
    }

    private static void Redirect(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
    }

    private static partial class Log
    {
        [LoggerMessage(1501, LogLevel.Warning, "Somebody tried to log in with a wrong code.")]
        public static partial void WrongCode(ILogger logger);
    }
}
