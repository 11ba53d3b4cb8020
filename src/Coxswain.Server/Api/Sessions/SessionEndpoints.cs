using Coxswain.Core.Kernel;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
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
    }

    private static async Task<IResult> ListAsync(string? project, DateTimeOffset? since, int? limit, SessionLists lists, CancellationToken cancellationToken)
        => limit is < 1 or > LargestLimit
            ? ApiErrors.BadValue(new Dictionary<string, string[]> { ["limit"] = [$"Give 1 to {LargestLimit}."] }).AsResult()
            : Results.Ok(await lists.ReadAsync(new SessionFilter(project ?? "", "", since, limit ?? 50), cancellationToken));

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
