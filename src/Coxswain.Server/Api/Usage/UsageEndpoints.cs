using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Core.Usage;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Usage;

internal static class UsageEndpoints
{
    public static void MapUsage(this IEndpointRouteBuilder api) => api.MapGet("/usage/{report}", AnswerAsync).AsksStore()
        .WithSummary("Cost and tokens by day, week, month, session, block, model, project, branch or agent").Produces<UsageReport>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> AnswerAsync(
        string report, [AsParameters] UsageParameters asked, UsageReports reports, ISessionStore sessions, IOutbox outbox, IDamageLog damage, RequestRetention retention, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var answer = await reports.AnswerAsync(asked.Question(report), problems, cancellationToken);
        if (answer is { Totals: null } && asked.Session is { Length: > 0 } id && !(await SessionChoice.ReadAsync(sessions, id, cancellationToken)).IsKnown)
        {
            return ApiErrors.NoSession(id).AsResult();
        }

        var open = damage.ReadOpen();
        return answer is null
            ? ApiErrors.BadValue(problems.ToDictionary(problem => problem.Key, problem => new[] { problem.Value })).AsResult()
            : Results.Ok(answer with { PendingRows = outbox.ReadStatus().PendingRows, Damage = open.Count, DamageNote = DamageText.Note(open), RetentionNote = NoteAge(answer, retention) });
    }

    private static string? NoteAge(UsageReport answer, RequestRetention retention) =>
        answer.Origin == UsageReport.FromStore ? retention.Note(answer.Since, answer.Until, answer.OldestRequest) : null;
}
