using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Usage;

internal static class CacheEndpoints
{
    public static void MapCache(this IEndpointRouteBuilder api) => api.MapGet("/cache", AnswerAsync).AsksStore()
        .WithSummary("What turns read from the prompt cache, what they could have, what the difference cost and why; by session, project or cause")
        .Produces<CacheReport>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> AnswerAsync(
        string? by, string? since, string? until, string? timezone, string? project, string? session, CacheReports reports, ISessionStore sessions, IOutbox outbox, IDamageLog damage, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var question = new UsageQuestion("", since ?? "", until ?? "", timezone ?? "", project ?? "", "", session ?? "");
        if (await reports.AnswerAsync(by ?? "", question, problems, cancellationToken) is not { } answer)
        {
            return ApiErrors.BadValue(problems.ToDictionary(problem => problem.Key, problem => new[] { problem.Value })).AsResult();
        }

        return answer.Totals is null && session is { Length: > 0 } id && !(await SessionChoice.ReadAsync(sessions, id, cancellationToken)).IsKnown
            ? ApiErrors.NoSession(id).AsResult()
            : Results.Ok(answer with { PendingRows = outbox.ReadStatus().PendingRows, DamageNote = DamageText.Note(damage.ReadOpen()) });
    }
}
