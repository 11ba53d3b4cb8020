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
    private const int MostTotals = 100_000;

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

        if (answer is { Origin: UsageReport.FromStore, Project: "", Model: "" })
        {
            var totals = await sessions.ReadClientTotalsAsync(new TimeRange(answer.Since ?? DateTimeOffset.UnixEpoch, answer.Until ?? answer.AsOf.AddDays(1)), MostTotals, cancellationToken);
            answer = answer with { Unexplained = UnexplainedTotals.Of(totals.Where(total => answer.Session.Length == 0 || total.SessionId == answer.Session)) };
        }

        var open = damage.ReadOpen();
        return answer is null
            ? ApiErrors.BadValue(problems.ToDictionary(problem => problem.Key, problem => new[] { problem.Value })).AsResult()
            : Results.Ok(WithAge(answer, retention) with { PendingRows = outbox.ReadStatus().PendingRows, Damage = open.Count, DamageNote = DamageText.Note(open) });
    }

    // A scan of transcripts leaves nothing out for its age.
    private static UsageReport WithAge(UsageReport answer, RequestRetention retention) => answer.Origin == UsageReport.FromStore
        ? answer with { KeptDays = retention.Days, RetentionNote = retention.Note(answer.Since, answer.Until, answer.OldestRequest) }
        : answer;
}
