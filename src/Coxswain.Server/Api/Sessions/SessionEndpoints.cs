using Coxswain.Core.Sessions;
using Coxswain.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Sessions;

internal static class SessionEndpoints
{
    private const int LargestLimit = 10_000;

    public static void MapSessions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/sessions", ListAsync);
        api.MapGet("/sessions/{id}", FindAsync);
    }

    private static async Task<IResult> ListAsync(string? project, DateTimeOffset? since, int? limit, ISessionStore store, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > LargestLimit)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["limit"] = [$"Give 1 to {LargestLimit}."] });
        }

        return await AnswerAsync(async () => Results.Ok(await store.ListAsync(new SessionFilter(project ?? "", "", since, limit ?? 50), cancellationToken)));
    }

    private static Task<IResult> FindAsync(string id, ISessionStore store, CancellationToken cancellationToken) => AnswerAsync(async () =>
        await store.FindAsync(id, cancellationToken) is { } session
            ? Results.Ok(session)
            : Results.Problem($"There is no session {id}.", statusCode: StatusCodes.Status404NotFound));

    private static async Task<IResult> AnswerAsync(Func<Task<IResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (StoreUnavailableException unavailable)
        {
            return Results.Problem(unavailable.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store is unavailable.");
        }
    }
}
