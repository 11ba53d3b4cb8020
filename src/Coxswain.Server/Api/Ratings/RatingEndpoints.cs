using System.Text.Json;
using Coxswain.Core.Ratings;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Server.Api.Description;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Api.Usage;
using Coxswain.Server.Hosting;
using Coxswain.Server.Ratings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Ratings;

internal static class RatingEndpoints
{
    public static void MapRatings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/ratings", ReadAsync).AsksStore()
            .WithSummary("What users said of sessions, with mean, 95 % interval and median, and the client's own surveys beside them; of one session, of the sessions of a folder, or of all")
            .Produces<RatingReport>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/ratings", SaveAsync).AsksStore()
            .WithSummary("Rates a session from 1 to 5, in place of what was said of it before").TakesJson().Produces<SavedRating>().ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        api.MapDelete("/ratings/{id}", UndoAsync).AsksStore()
            .WithSummary("Takes a rating back").Produces<UndoneRating>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReadAsync(
        string? session, string? project, string? since, IRatingStore store, ISessionStore sessions, IOutbox outbox, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (AskedFilter.Read(clock, since, null, project, null, out var filter) is { } wrong)
        {
            return wrong.AsResult();
        }

        var choice = await SessionChoice.ReadAsync(sessions, session ?? "", cancellationToken);
        if (choice.Problem is { } problem)
        {
            return ApiErrors.BadValue(new Dictionary<string, string[]> { ["session"] = [problem] }).AsResult();
        }

        if (!choice.IsKnown)
        {
            return ApiErrors.NoSession(session ?? "").AsResult();
        }

        var report = await RatingReport.ReadAsync(store, choice.SessionId, filter.Project, filter.Since, clock.GetUtcNow(), cancellationToken);
        return Results.Ok(report with { PendingRows = outbox.ReadStatus().PendingRows });
    }

    private static async Task<IResult> SaveAsync(HttpContext context, RatingLog log, ISessionStore sessions)
    {
        if (!SmallBody.IsJson(context.Request))
        {
            return ApiErrors.NotJson.AsResult();
        }

        if (await WishAsync(context) is not { } wish)
        {
            return ApiErrors.BadRequest.AsResult();
        }

        var problems = wish.Problems();
        var choice = problems.ContainsKey("session") ? null : await SessionChoice.ReadAsync(sessions, wish.Session ?? "", context.RequestAborted);
        if (choice?.Problem is { } several)
        {
            problems["session"] = [several];
        }

        if (problems.Count > 0 || choice is null || wish.Score is not { } score)
        {
            return ApiErrors.BadValue(problems).AsResult();
        }

        if (!choice.IsKnown)
        {
            return ApiErrors.NoSession(choice.SessionId).AsResult();
        }

        var id = await log.AddAsync(choice.SessionId, score, (wish.Note ?? "").Trim(), wish.Through == "cli" ? "cli" : "api", context.RequestAborted);
        return id is null ? ApiErrors.OutboxFull.AsResult() : Results.Ok(new SavedRating(id, choice.SessionId, score));
    }

    private static async Task<IResult> UndoAsync(string id, RatingLog log, IRatingStore store, CancellationToken cancellationToken)
    {
        var found = (await store.ReadAsync("", "", null, RatingReport.MostRatings, cancellationToken)).FirstOrDefault(one => one.Id == id);
        return found is null ? ApiErrors.NoRating(id).AsResult()
            : await log.UndoAsync(found, "api", cancellationToken) ? Results.Ok(new UndoneRating(found.Id, found.SessionId, found.Score))
            : ApiErrors.OutboxFull.AsResult();
    }

    private static async Task<RatingWish?> WishAsync(HttpContext context)
    {
        try
        {
            return JsonSerializer.Deserialize<RatingWish>((await SmallBody.ReadAsync(context)).Span, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
