using Coxswain.Dashboard.Budgets;
using Coxswain.Server.Api.Budgets;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Dashboard;

/// <summary>What the forms of the budgets page send.</summary>
internal static class BudgetForms
{
    private const string Page = "/budgets";

    public static void MapBudgetForms(this IEndpointRouteBuilder pages, BudgetsPage page)
    {
        pages.MapPost(Page, (HttpContext context, BudgetChanges changes, PageSending sending) => SaveAsync(context, changes, sending, page)).OpenedBy(TokenAccess.Browser);
        pages.MapPost(Page + "/remove", (HttpContext context, BudgetChanges changes, PageSending sending) => RemoveAsync(context, changes, sending, page)).OpenedBy(TokenAccess.Browser);
        pages.MapPost(Page + "/override", (HttpContext context, BudgetChanges changes, PageSending sending) => OverrideAsync(context, changes, sending, page)).OpenedBy(TokenAccess.Browser);
        pages.MapPost(Page + "/override-end", (HttpContext context, BudgetChanges changes, PageSending sending) => EndAsync(context, changes, sending, page)).OpenedBy(TokenAccess.Browser);
    }

    private static async Task SaveAsync(HttpContext context, BudgetChanges changes, PageSending sending, BudgetsPage page)
    {
        var form = await PageForm.ReadAsync(context);
        var wish = new BudgetWish(
            form["period"], form.Money("limitUsd"), form["project"].Trim(), form["branch"].Trim(), form.Number("blockFromPercent"), form.Number("notifyFromPercent"), form.Number("adviseFromPercent"),
            form.Number("downshiftFromPercent"), form.Number("pauseSubagentsFromPercent"), form["user"].Trim());
        var (saved, problems) = await changes.SaveAsync(form["name"].Trim(), wish, context.RequestAborted);
        await (saved is null ? sending.RefuseAsync(context, page, problems) : PageSending.Done(context, Page, saved.Replaced is null ? "set" : "changed"));
    }

    private static async Task RemoveAsync(HttpContext context, BudgetChanges changes, PageSending sending, BudgetsPage page)
        => await (await changes.RemoveAsync((await PageForm.ReadAsync(context))["name"], context.RequestAborted) ? PageSending.Done(context, Page, "removed") : sending.RefuseAsync(context, page, "There is no such budget any more."));

    private static async Task OverrideAsync(HttpContext context, BudgetChanges changes, PageSending sending, BudgetsPage page)
    {
        var form = await PageForm.ReadAsync(context);
        var (change, problems) = await changes.OverrideAsync(new OverrideWish(form["budget"], form.Number("minutes") ?? -1, form["why"]), context.RequestAborted);
        await (change is not null ? PageSending.Done(context, Page, "overridden") : problems.Count > 0 ? sending.RefuseAsync(context, page, problems) : sending.RefuseAsync(context, page, "There is no such budget any more."));
    }

    private static async Task EndAsync(HttpContext context, BudgetChanges changes, PageSending sending, BudgetsPage page)
        => await (await changes.EndOverrideAsync((await PageForm.ReadAsync(context))["budget"], context.RequestAborted) is not null ? PageSending.Done(context, Page, "ended") : sending.RefuseAsync(context, page, "That override has ended already."));
}
