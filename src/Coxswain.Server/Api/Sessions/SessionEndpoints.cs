using Coxswain.Core.Kernel;
using Coxswain.Core.Pricing;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Timeline;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Api.Usage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Sessions;

internal static class SessionEndpoints
{
    private const int LargestLimit = 10_000;

    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions", ListAsync).AsksStore()
            .WithSummary("Sessions, newest first").Produces<SessionList>().ProducesValidationProblem();
        api.MapGet("/sessions/{id}", FindAsync).AsksStore()
            .WithSummary("One session: its requests, prompts, tools and costs; the start of its id will do").Produces<SessionDetail>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/sessions/{id}/timeline", TimelineAsync).AsksStore()
            .WithSummary("What happened in one session: prompts, requests, tools, subagents, errors, attempts, compactions").Produces<SessionTimeline>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> TimelineAsync(string id, int? limit, ISessionStore store, ISessionTimelineStore timelines, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > SessionTimeline.MostMoments)
        {
            return ApiErrors.BadValue(new Dictionary<string, string[]> { ["limit"] = [$"Give 1 to {SessionTimeline.MostMoments}."] }).AsResult();
        }

        var choice = await SessionChoice.ReadAsync(store, id, cancellationToken);
        if (choice.Problem is { } problem)
        {
            return ApiErrors.BadValue(new Dictionary<string, string[]> { ["session"] = [problem] }).AsResult();
        }

        var most = limit ?? SessionTimeline.MostMoments;
        var moments = await timelines.ReadAsync(choice.SessionId, most + 1, cancellationToken);
        return moments.Count == 0
            ? ApiErrors.NoSession(id).AsResult()
            : Results.Ok(new SessionTimeline(choice.SessionId, clock.GetUtcNow(), [.. moments.TakeLast(most)], moments.Count > most));
    }

    private static async Task<IResult> ListAsync(string? project, string? since, string? until, string? model, string? text, int? limit, SessionLists lists, TimeProvider clock, CancellationToken cancellationToken)
        => limit is < 1 or > LargestLimit
            ? ApiErrors.BadValue(new Dictionary<string, string[]> { ["limit"] = [$"Give 1 to {LargestLimit}."] }).AsResult()
            : AskedFilter.Read(clock, since, until, project, model, out var filter) is { } problem ? problem.AsResult()
            : Results.Ok(await lists.ReadAsync(new SessionFilter(filter.Project, "", filter.Since, limit ?? 50) { Until = filter.Until, Model = ModelId.Normalise(filter.Model), Text = text ?? "" }, cancellationToken));

    private static async Task<IResult> FindAsync(string id, ISessionStore store, IDamageLog damage, RequestRetention retention, CancellationToken cancellationToken)
    {
        var choice = await SessionChoice.ReadAsync(store, id, cancellationToken);
        if (choice.Problem is { } problem)
        {
            return ApiErrors.BadValue(new Dictionary<string, string[]> { ["session"] = [problem] }).AsResult();
        }

        var session = await store.FindAsync(choice.SessionId, cancellationToken);
        var open = damage.ReadOpen();
        return session is null
            ? ApiErrors.NoSession(id).AsResult()
            : Results.Ok(session with { Damage = open.Count, DamageNote = DamageText.Note(open), RetentionNote = retention.Note(session.Session.FirstSeen, null, null) });
    }
}
