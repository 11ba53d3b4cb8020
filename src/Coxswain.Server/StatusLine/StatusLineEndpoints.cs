using System.Text.Json.Nodes;
using Coxswain.Core.Usage;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Hosting;
using Coxswain.Storage;
using Coxswain.Storage.Opening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.StatusLine;

internal static class StatusLineEndpoints
{
    /// <summary>Whoever waits for a status line waits no longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    public static void MapStatusLine(this IEndpointRouteBuilder routes) => routes.MapPost("/statusline", AnswerAsync)
        .WithSummary("What the store knows of a session, for its status line; takes what Claude Code gives to a status line, and answers within a quarter of a second")
        .Accepts<JsonObject>("application/json").Produces<StatusLineAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    // Never waits for rows on their way: the line is asked for after every message, and the next one has them.
    private static async Task<IResult> AnswerAsync(HttpContext context, IUsageStore store, StoreGate gate, TimeProvider clock)
    {
        if (StatusLineInput.Read(await SmallBody.ReadAsync(context)) is not { SessionId: { } session })
        {
            return ApiErrors.BadRequest.AsResult();
        }

        if (gate.Problem is { } closed)
        {
            return Results.Ok(StatusLineAnswer.Unavailable(closed));
        }

        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        var now = clock.GetUtcNow();
        try
        {
            return Results.Ok(StatusLineAnswer.Of(await store.ReadSpendAsync(session, now - SessionSpend.Recent, either.Token), now));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return Results.Ok(StatusLineAnswer.Unavailable("The store did not answer in time."));
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreRejectedException)
        {
            return Results.Ok(StatusLineAnswer.Unavailable(failure.Message));
        }
    }
}
