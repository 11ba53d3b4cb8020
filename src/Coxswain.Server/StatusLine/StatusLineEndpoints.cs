using Coxswain.Core.Health;
using Coxswain.Server.Api.Description;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Hosting;
using Coxswain.Storage.Opening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Coxswain.Server.StatusLine;

internal static class StatusLineEndpoints
{
    /// <summary>Needs <c>AddBudgetHooks</c>.</summary>
    public static IServiceCollection AddStatusLine(this IServiceCollection services)
    {
        services.AddOptions<StatusLineOptions>().BindConfiguration(StatusLineOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StatusLineOptions>, StatusLineOptionsValidator>());
        services.TryAddSingleton(static sp => sp.GetRequiredService<IOptions<StatusLineOptions>>().Value);
        return services.AddSingleton<SpendMemory>().AddSingleton<BudgetMemory>().AddSingleton<CacheMemory>().AddSingleton<ContextMemory>().AddSingleton<IStatusLineContexts>(static sp => sp.GetRequiredService<ContextMemory>()).AddSingleton<StatusLineReadings>();
    }

    public static void MapStatusLine(this IEndpointRouteBuilder routes) => routes.MapPost("/statusline", AnswerAsync)
        .WithSummary("What the store knows of a session, for its status line; takes what Claude Code gives to a status line, and answers within 0.14 s, if need be with what the store said before")
        .TakesJson().Produces<StatusLineAnswer>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    // Never waits for rows on their way: the line is asked for after every message, and the next one has them.
    private static async Task<IResult> AnswerAsync(HttpContext context, StatusLineReadings readings, ContextMemory contexts, StoreGate gate)
    {
        if (!SmallBody.IsJson(context.Request))
        {
            return ApiErrors.NotJson.AsResult();
        }

        if (StatusLineInput.Read(await SmallBody.ReadAsync(context)) is not { SessionId: { } session } told)
        {
            return ApiErrors.BadRequest.AsResult();
        }

        contexts.Add(session, told);
        return Results.Ok(gate.Problem is { } closed
            ? StatusLineAnswer.Unavailable(closed)
            : await readings.ReadAsync(session, told.Folder ?? "", context.RequestAborted));
    }
}
