using Coxswain.Server.Api.Description;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Hosting;
using Coxswain.Storage;
using Coxswain.Storage.Opening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.StatusLine;

internal static class StatusLineEndpoints
{
    /// <summary>Whoever waits for a status line waits no longer for a new answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(140);

    public static IServiceCollection AddStatusLine(this IServiceCollection services) => services.AddSingleton<SpendMemory>();

    public static void MapStatusLine(this IEndpointRouteBuilder routes) => routes.MapPost("/statusline", AnswerAsync)
        .WithSummary("What the store knows of a session, for its status line; takes what Claude Code gives to a status line, and answers within 0.14 s, if need be with what the store said before")
        .TakesJson().Produces<StatusLineAnswer>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    // Never waits for rows on their way: the line is asked for after every message, and the next one has them.
    private static async Task<IResult> AnswerAsync(HttpContext context, SpendMemory memory, StoreGate gate)
    {
        if (!SmallBody.IsJson(context.Request))
        {
            return ApiErrors.NotJson.AsResult();
        }

        if (StatusLineInput.Read(await SmallBody.ReadAsync(context)) is not { SessionId: { } session })
        {
            return ApiErrors.BadRequest.AsResult();
        }

        if (gate.Problem is { } closed)
        {
            return Results.Ok(StatusLineAnswer.Unavailable(closed));
        }

        try
        {
            return Results.Ok(await memory.ReadAsync(session, Patience, context.RequestAborted) is { } reading
                ? StatusLineAnswer.Of(reading)
                : StatusLineAnswer.Unavailable(StatusLineAnswer.Late));
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return Results.Ok(StatusLineAnswer.Unavailable(StatusLineAnswer.Late));
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreRejectedException)
        {
            return Results.Ok(StatusLineAnswer.Unavailable(failure.Message));
        }
    }
}
