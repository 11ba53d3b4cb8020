using System.Text.Json;
using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Actions;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Server.Api.Description;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Api.Usage;
using Coxswain.Server.Budgets.Hooks;
using Coxswain.Server.Checkpoints;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Budgets;

internal static class BudgetEndpoints
{
    public static void MapBudgets(this IEndpointRouteBuilder api)
    {
        api.MapGet("/budgets", ReadAsync).AsksStore().WithSummary("Budgets and how far each is used, by all that is stored; those of a session by the spend of the session given, of which the start of its id will do. With projections, what each day, week or month will have cost at its end")
            .Produces<BudgetReport>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/budgets/{name}", SaveAsync).TellsStoreFailures().WithSummary("Sets a budget, in place of one of the same name").TakesJson().Produces<SavedBudget>().ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapPost("/budget-overrides", OverrideAsync).TellsStoreFailures().WithSummary("For some time a budget, or all, does nothing but count; recorded with the reason").TakesJson().Produces<OverrideRow>().ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapDelete("/budget-overrides", EndOverrideAsync).TellsStoreFailures().WithSummary("Ends the override of a budget, or without one that of all budgets").Produces<OverrideRow>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/budget-overrides", ListOverridesAsync).TellsStoreFailures().WithSummary("Overrides that were ever made, the newest first").Produces<IReadOnlyList<OverrideRow>>().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapPost("/budget-hook", JudgeAsync)
            .WithSummary("Takes what Claude Code gives to a hook of UserPromptSubmit, SessionStart or PreToolUse, and answers what such a hook answers: a prompt or a subagent refused, a subagent on the economy model, advice; or nothing")
            .TakesJson().Produces<BudgetHookAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        api.MapGet("/budget-actions", ListActionsAsync).AsksStore().WithSummary("What steps of budgets did, the newest first: prompts, calls and subagents refused, subagents on the economy model, advice. Without since, of the last 30 days")
            .Produces<BudgetActionReport>().ProducesValidationProblem();
        api.MapDelete("/budgets/{name}", RemoveAsync).TellsStoreFailures().WithSummary("Removes a budget").Produces<RemovedBudget>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ReadAsync(
        string? session, bool? projections, BudgetReports reports, IAlertStore alerts, IBudgetStore budgets, ISessionStore sessions, IOutbox outbox, IDamageLog damage, TimeProvider clock, CancellationToken cancellationToken)
    {
        var choice = await SessionChoice.ReadAsync(sessions, session ?? "", cancellationToken);
        if (choice.Problem is { } problem)
        {
            return ApiErrors.BadValue(new Dictionary<string, string[]> { ["session"] = [problem] }).AsResult();
        }

        if (!choice.IsKnown)
        {
            return ApiErrors.NoSession(session ?? "").AsResult();
        }

        var now = clock.GetUtcNow();
        var statuses = projections == true ? await reports.ReadWithForecastsAsync(choice.SessionId, cancellationToken) : await reports.ReadAsync(choice.SessionId, cancellationToken);
        var alert = await AlertRow.ReadAsync(alerts, budgets, "", 1, cancellationToken) is [var newest, ..] ? newest : null;
        return Results.Ok(new BudgetReport(now, reports.Zone.Id, [.. statuses.Select(BudgetRow.Of)], outbox.ReadStatus().PendingRows, DamageText.Note(damage.ReadOpen()), alert));
    }

    private static async Task<IResult> SaveAsync(string name, HttpContext context, BudgetChanges changes)
    {
        var (wish, refusal) = await ReadBodyAsync<BudgetWish>(context);
        if (wish is null)
        {
            return (refusal ?? ApiErrors.BadRequest).AsResult();
        }

        var (saved, problems) = await changes.SaveAsync(name, wish, context.RequestAborted);
        return saved is null ? ApiErrors.BadValue(problems).AsResult() : Results.Ok(saved);
    }

    private static async Task<IResult> OverrideAsync(HttpContext context, BudgetChanges changes)
    {
        var (wish, refusal) = await ReadBodyAsync<OverrideWish>(context);
        if (wish is null)
        {
            return (refusal ?? ApiErrors.BadRequest).AsResult();
        }

        var (change, problems) = await changes.OverrideAsync(wish, context.RequestAborted);
        return change is not null ? Results.Ok(OverrideRow.Of(change)) : (problems.Count > 0 ? ApiErrors.BadValue(problems) : ApiErrors.NoBudget(wish.Budget ?? "")).AsResult();
    }

    private static async Task<IResult> EndOverrideAsync(string? budget, BudgetChanges changes, CancellationToken cancellationToken)
        => await changes.EndOverrideAsync(budget ?? "", cancellationToken) is { } end ? Results.Ok(OverrideRow.Of(end)) : ApiErrors.NoOverride(budget ?? "").AsResult();

    private static async Task<IResult> ListOverridesAsync(IBudgetStore store, CancellationToken cancellationToken)
        => Results.Ok((await store.ListOverridesAsync(cancellationToken)).Select(OverrideRow.Of).ToList());

    private static async Task<IResult> JudgeAsync(HttpContext context, BudgetHooks hooks)
    {
        if (!SmallBody.IsJson(context.Request))
        {
            return ApiErrors.NotJson.AsResult();
        }

        var body = await SmallBody.ReadAsync(context);
        return ClientEvent.Read(body) is { } told ? Results.Ok(await hooks.AnswerAsync(told, body, context.RequestAborted)) : ApiErrors.NoHookEvent.AsResult();
    }

    private static async Task<IResult> ListActionsAsync(
        string? budget, string? since, IBudgetActionStore store, IOutbox outbox, IDamageLog damage, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (AskedFilter.Read(clock, since, null, null, null, out var filter) is { } problem)
        {
            return problem.AsResult();
        }

        var now = clock.GetUtcNow();
        var from = filter.Since ?? now.AddDays(-BudgetActionReport.UsualDays);
        var actions = await store.ReadAsync(budget ?? "", from, BudgetActionReport.Most + 1, cancellationToken);
        return Results.Ok(new BudgetActionReport(
            now, from, [.. actions.Take(BudgetActionReport.Most)], actions.Count > BudgetActionReport.Most, outbox.ReadStatus().PendingRows, DamageText.Note(damage.ReadOpen())));
    }

    private static async Task<(T? Body, ApiError? Refusal)> ReadBodyAsync<T>(HttpContext context)
        where T : class
    {
        if (!SmallBody.IsJson(context.Request))
        {
            return (null, ApiErrors.NotJson);
        }

        try
        {
            return (JsonSerializer.Deserialize<T>((await SmallBody.ReadAsync(context)).Span, JsonSerializerOptions.Web), null);
        }
        catch (JsonException)
        {
            return (null, ApiErrors.BadRequest);
        }
    }

    private static async Task<IResult> RemoveAsync(string name, BudgetChanges changes, CancellationToken cancellationToken)
        => await changes.RemoveAsync(name, cancellationToken) ? Results.Ok(new RemovedBudget(name)) : ApiErrors.NoBudget(name).AsResult();
}
