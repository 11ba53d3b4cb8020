using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Core.Usage;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Checkpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Recovery;

internal static class ErrorAnalysisEndpoints
{
    public static void MapErrorAnalysis(this IEndpointRouteBuilder api) => api.MapGet("/sessions/{id}/errors", AnalyzeAsync).AsksStore()
        .WithSummary("What calls of one session failed with, how often, by prompt size and model, and what may help; the start of its id will do")
        .Produces<ErrorAnalysis>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> AnalyzeAsync(
        string id, bool? suggestFixes, ISessionStore sessions, IFailureStore failures, IRecoveryStore gateway, IOutbox outbox, IDamageLog damage, DataFolder folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        var choice = await SessionChoice.ReadAsync(sessions, id, cancellationToken);
        if (choice.Problem is { } problem)
        {
            return ApiErrors.BadValue(new Dictionary<string, string[]> { ["session"] = [problem] }).AsResult();
        }

        if (!choice.IsKnown)
        {
            return ApiErrors.NoSession(id).AsResult();
        }

        var failed = await failures.ReadFailuresAsync(choice.SessionId, ErrorAnalyzer.Most + 1, cancellationToken);
        var answered = await failures.ReadAnsweredAsync(choice.SessionId, ErrorAnalyzer.Most + 1, cancellationToken);
        var analysis = ErrorAnalyzer.Analyze(choice.SessionId, failed, answered, suggestFixes == true, clock.GetUtcNow(), ResumeCounting.Of(new CheckpointFolder(folder), choice.SessionId));
        return Results.Ok(analysis with { Gateway = await gateway.ReadOutcomesAsync(new UsageFilter(null, null, TimeZoneInfo.Utc, "", "", choice.SessionId), cancellationToken), DamageNote = DamageText.Note(damage.ReadOpen()), PendingRows = outbox.ReadStatus().PendingRows });
    }
}
