using Coxswain.Core.Health;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Sessions;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Api.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Health;

/// <summary>Health of context windows. Not of this server: that is <c>/healthz</c>.</summary>
internal static class HealthEndpoints
{
    public static void MapContextHealth(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions/{id}/health", OfSessionAsync).AsksStore()
            .WithSummary("How healthy a session's context window is: occupancy, growth, redundancy, staleness and more, each with what it rests on; the start of its id will do").Produces<ContextHealth>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/health/context", OfCurrentAsync).AsksStore()
            .WithSummary("The same of the session with the newest event, of a folder or of all").Produces<ContextHealth>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/health/history", HistoryAsync).AsksStore()
            .WithSummary("How full the windows of the last sessions were at their ends, and how often each was compacted; 50 unless another limit is given").Produces<HealthHistory>().ProducesValidationProblem();
    }

    private static async Task<IResult> OfSessionAsync(string id, ISessionStore store, SessionHealth health, IStatusLineContexts contexts, CancellationToken cancellationToken)
    {
        var choice = await SessionChoice.ReadAsync(store, id, cancellationToken);
        if (choice.Problem is { } problem)
        {
            return ApiErrors.BadValue(new Dictionary<string, string[]> { ["session"] = [problem] }).AsResult();
        }

        var found = await health.ExamineAsync(choice.SessionId, contexts.Find(choice.SessionId), cancellationToken);
        // A session too new for the store has a transcript, or its status line told of it.
        return choice.IsKnown || found is { NoTranscript: null } or { StatusLineAt: not null } ? Results.Ok(found) : ApiErrors.NoSession(id).AsResult();
    }

    private static async Task<IResult> OfCurrentAsync(string? project, ISessionStore store, SessionHealth health, IStatusLineContexts contexts, TimeProvider clock, CancellationToken cancellationToken)
        => AskedFilter.Read(clock, null, null, project, null, out var filter) is { } problem ? problem.AsResult()
            : await NewestConversation.FindAsync(store, filter.Project, cancellationToken) is { } newest
            ? Results.Ok(await health.ExamineAsync(newest.SessionId, contexts.Find(newest.SessionId), cancellationToken))
            : ApiErrors.NoSession(project is { Length: > 0 } ? $"of {project}" : "yet").AsResult();

    private static async Task<IResult> HistoryAsync(
        string? project, string? since, int? limit, IPastWindowStore store, ModelCatalog models, TimeProvider clock, CancellationToken cancellationToken)
        => limit is < 1 or > HealthHistory.MostSessions
            ? ApiErrors.BadValue(new Dictionary<string, string[]> { ["limit"] = [$"Give 1 to {HealthHistory.MostSessions}."] }).AsResult()
            : AskedFilter.Read(clock, since, null, project, null, out var filter) is { } problem ? problem.AsResult()
            : Results.Ok(await HealthHistory.ReadAsync(store, models, filter.Project, filter.Since, limit ?? 50, clock.GetUtcNow(), cancellationToken));
}
