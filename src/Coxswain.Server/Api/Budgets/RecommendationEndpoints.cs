using System.Text.Json;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Server.Api.Description;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Budgets;

internal static class RecommendationEndpoints
{
    /// <summary>By POST: the text of a task does not belong into an address.</summary>
    public static void MapRecommendation(this IEndpointRouteBuilder api) => api.MapPost("/model-recommendation", AnswerAsync).AsksStore()
        .WithSummary("Which model a task should be done with, with expected cost and success of each by similar past tasks, and what that rests on. The task's text is kept nowhere")
        .TakesJson().Produces<RecommendationReport>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<IResult> AnswerAsync(
        HttpContext context, TaskRecommendations recommendations, ISessionStore sessions, BudgetLeft budgets, DifficultyAsking asking, IOutbox outbox, IDamageLog damage)
    {
        var cancellationToken = context.RequestAborted;
        if (!SmallBody.IsJson(context.Request))
        {
            return ApiErrors.NotJson.AsResult();
        }

        if (await ReadAsync(context) is not { } wish)
        {
            return ApiErrors.BadRequest.AsResult();
        }

        var choice = await SessionChoice.ReadAsync(sessions, wish.Session ?? "", cancellationToken);
        var problems = wish.Problems();
        if (choice.Problem is { } several)
        {
            problems["session"] = [several];
        }

        if (problems.Count > 0)
        {
            return ApiErrors.BadValue(problems).AsResult();
        }

        if (!choice.IsKnown)
        {
            return ApiErrors.NoSession(wish.Session ?? "").AsResult();
        }

        var (left, note) = wish.BudgetAware ? await budgets.ReadAsync(choice.SessionId, wish.Folder ?? "", cancellationToken) : (null, "");
        var asked = await asking.AskAsync(wish.Ask, recommendations.EconomyModel(), wish.Task ?? "", cancellationToken);
        var advice = await recommendations.AdviseAsync(
            TaskFeatures.Of(wish.Task, wish.Tools, wish.Files, wish.PromptTokens), left is null ? null : new RemainingBudget(left.LeftUsd, left.LimitUsd), asked?.Difficulty, cancellationToken);
        return Results.Ok(Report(advice, left, note, asked is { Difficulty: not null } ? asked with { Weight = advice.AskedWeight } : asked, outbox.ReadStatus().PendingRows, DamageText.Note(damage.ReadOpen())));
    }

    private static RecommendationReport Report(TaskAdvice advice, BudgetLeftRow? left, string note, AskedRow? asked, long pendingRows, string? damageNote) => new(
        advice.AsOf,
        advice.Recommendation?.Model,
        advice.Recommendation?.Confidence,
        advice.Recommendation?.Reasoning ?? "No known model has a price.",
        advice.Recommendation?.IsColdStart ?? true,
        advice.Recommendation?.IsForBudget ?? false,
        advice.Recommendation?.Difficulty,
        advice.Recommendation?.Models ?? [],
        PastTasksRow.Of(advice),
        new PriorRow(advice.PriorEffective, advice.ModelsEffective, advice.PricesPublished),
        left,
        note,
        asked,
        pendingRows,
        damageNote);

    private static async Task<RecommendationWish?> ReadAsync(HttpContext context)
    {
        try
        {
            return JsonSerializer.Deserialize<RecommendationWish>((await SmallBody.ReadAsync(context)).Span, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
