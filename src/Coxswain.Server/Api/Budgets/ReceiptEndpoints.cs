using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Budgets;

internal static class ReceiptEndpoints
{
    private const int MostRows = 1000;

    public static void MapReceipts(this IEndpointRouteBuilder api) => api.MapGet("/receipts", AnswerAsync).AsksStore()
        .WithSummary("Switches of the model, the newest first, with what each was expected to save and what it has saved; of one session or all, 100 unless another limit is given")
        .Produces<ReceiptReport>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> AnswerAsync(
        string? since, string? timezone, string? session, int? limit, SwitchReports reports, ISessionStore sessions, IOutbox outbox, IDamageLog damage, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        if (limit is < 1 or > MostRows)
        {
            problems["limit"] = $"Give 1 to {MostRows}.";
        }

        if (await reports.AnswerAsync(since ?? "", timezone ?? "", session ?? "", limit ?? 100, problems, cancellationToken) is not { } report)
        {
            return ApiErrors.BadValue(problems.ToDictionary(problem => problem.Key, problem => new[] { problem.Value })).AsResult();
        }

        return report.Outcomes.Count == 0 && session is { Length: > 0 } id && !(await SessionChoice.ReadAsync(sessions, id, cancellationToken)).IsKnown
            ? ApiErrors.NoSession(id).AsResult()
            : Results.Ok(ReceiptReport.Of(report, outbox.ReadStatus().PendingRows, DamageText.Note(damage.ReadOpen())));
    }
}
