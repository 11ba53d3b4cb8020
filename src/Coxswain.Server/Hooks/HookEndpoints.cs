using System.Text.Json.Nodes;
using Coxswain.Server.Api.Description;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Hooks;

internal static class HookEndpoints
{
    /// <summary>Needs <c>AddCoxswainOtlp</c>.</summary>
    public static IServiceCollection AddHooks(this IServiceCollection services) => services.AddSingleton<HookAccess>().AddSingleton<HookReceiver>();

    public static void MapHooks(this IEndpointRouteBuilder routes) => routes.MapPost("/hooks/claude-code", TakeAsync).OpenedBy(TokenAccess.Open)
        .WithSummary("Takes an event of a Claude Code hook, and answers once it is durable; needs the key of otlp.apiKey if one is set, else nothing").TakesJson().Produces<JsonObject>()
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    // Written by hand: the answer means "go on as if there were no hook", and no more may ever stand in it.
    private static async Task<IResult> TakeAsync(HttpContext context, IServiceProvider services)
        => await services.GetRequiredService<HookReceiver>().ReceiveAsync(context) is { } refusal ? refusal.AsResult() : Results.Text("{}", "application/json");
}
