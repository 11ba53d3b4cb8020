using System.Text.Json;
using Coxswain.Core.Budgets.Replay;
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

internal static class ReplayEndpoints
{
    public static void MapReplay(this IEndpointRouteBuilder api) => api.MapPost("/replay", AnswerAsync).AsksStore()
        .WithSummary("What a policy of choosing models would have cost over what was recorded, beside what was paid; changes nothing")
        .TakesJson().Produces<ReplayReport>().ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<IResult> AnswerAsync(HttpContext context, Replays replays, ISessionStore sessions, IOutbox outbox, IDamageLog damage)
    {
        if (!SmallBody.IsJson(context.Request))
        {
            return ApiErrors.NotJson.AsResult();
        }

        if (Read(await SmallBody.ReadAsync(context)) is not { } wish)
        {
            return ApiErrors.BadRequest.AsResult();
        }

        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        if (await replays.AnswerAsync(wish.Question(), problems, context.RequestAborted) is not { } answer)
        {
            return ApiErrors.BadValue(problems.ToDictionary(static problem => problem.Key, static problem => new[] { problem.Value })).AsResult();
        }

        return answer.Totals is null && wish.Session is { Length: > 0 } id && !(await SessionChoice.ReadAsync(sessions, id, context.RequestAborted)).IsKnown
            ? ApiErrors.NoSession(id).AsResult()
            : Results.Ok(answer with { PendingRows = outbox.ReadStatus().PendingRows, DamageNote = DamageText.Note(damage.ReadOpen()) });
    }

    private static ReplayWish? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<ReplayWish>(body.Span, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
