using System.Text.Json;
using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Server.Api.Description;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Budgets;
using Coxswain.Server.Checkpoints;
using Coxswain.Server.Hosting;
using Coxswain.Storage.Opening;
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
        api.MapPut("/budgets/{name}", SaveAsync).WithSummary("Sets a budget, in place of one of the same name").TakesJson().Produces<BudgetWish>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        api.MapPost("/budget-overrides", OverrideAsync).WithSummary("For some time a budget, or all, does nothing but count; recorded with the reason").TakesJson().Produces<OverrideRow>().ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        api.MapGet("/budget-overrides", ListOverridesAsync).WithSummary("Overrides that were ever made, the newest first").Produces<IReadOnlyList<OverrideRow>>();
        api.MapPost("/budget-prompt", JudgeAsync).WithSummary("Takes what Claude Code gives to a UserPromptSubmit hook, and answers what such a hook answers: that the prompt is refused because a budget is used up, or nothing")
            .TakesJson().Produces<PromptAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        api.MapDelete("/budgets/{name}", RemoveAsync).WithSummary("Removes a budget").Produces<RemovedBudget>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReadAsync(
        string? session, bool? projections, BudgetReports reports, IAlertStore alerts, ISessionStore sessions, IOutbox outbox, IDamageLog damage, TimeProvider clock, CancellationToken cancellationToken)
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
        var alert = (await alerts.ListAsync("", 1, cancellationToken)).Select(AlertRow.Of).FirstOrDefault();
        return Results.Ok(new BudgetReport(now, reports.Zone.Id, [.. statuses.Select(BudgetRow.Of)], outbox.ReadStatus().PendingRows, DamageText.Note(damage.ReadOpen()), alert));
    }

    private static async Task<IResult> SaveAsync(string name, HttpContext context, IBudgetStore store, AlertSignal changed)
    {
        var (wish, refusal) = await ReadBodyAsync<BudgetWish>(context);
        if (wish is null)
        {
            return (refusal ?? ApiErrors.BadRequest).AsResult();
        }

        var budget = wish.Of(name);
        if (BudgetRules.Problems(budget) is { Count: > 0 } problems)
        {
            return ApiErrors.BadValue(problems).AsResult();
        }

        await store.SaveAsync(budget, context.RequestAborted);
        changed.Set();
        return Results.Ok(wish);
    }

    private static async Task<IResult> OverrideAsync(HttpContext context, IBudgetStore store, TimeProvider clock)
    {
        var (wish, refusal) = await ReadBodyAsync<OverrideWish>(context);
        if (wish is null)
        {
            return (refusal ?? ApiErrors.BadRequest).AsResult();
        }

        var change = wish.From(clock.GetUtcNow());
        if (BudgetRules.Problems(change) is { Count: > 0 } problems)
        {
            return ApiErrors.BadValue(problems).AsResult();
        }

        if (change.Budget.Length > 0 && (await store.ListAsync(context.RequestAborted)).All(budget => budget.Name != change.Budget))
        {
            return ApiErrors.NoBudget(change.Budget).AsResult();
        }

        await store.AddOverrideAsync(change, context.RequestAborted);
        return Results.Ok(OverrideRow.Of(change));
    }

    private static async Task<IResult> ListOverridesAsync(IBudgetStore store, CancellationToken cancellationToken)
        => Results.Ok((await store.ListOverridesAsync(cancellationToken)).Select(OverrideRow.Of).ToList());

    private static async Task<IResult> JudgeAsync(HttpContext context, PromptGuard guard, StoreGate gate)
    {
        if (!SmallBody.IsJson(context.Request))
        {
            return ApiErrors.NotJson.AsResult();
        }

        if (ClientEvent.Read(await SmallBody.ReadAsync(context)) is not { } told)
        {
            return ApiErrors.NoHookEvent.AsResult();
        }

        // A store that is away knows of no spend: the prompt goes on.
        return gate.Problem is null && await guard.RefusalAsync(told.SessionId, told.Folder, context.RequestAborted) is { } reason
            ? Results.Ok(PromptAnswer.Block(reason))
            : Results.Ok(PromptAnswer.GoOn);
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

    private static async Task<IResult> RemoveAsync(string name, IBudgetStore store, CancellationToken cancellationToken)
        => await store.RemoveAsync(name, cancellationToken) ? Results.Ok(new RemovedBudget(name)) : ApiErrors.NoBudget(name).AsResult();
}
