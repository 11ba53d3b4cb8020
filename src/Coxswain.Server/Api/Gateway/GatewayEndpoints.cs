using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery;
using Coxswain.Gateway;
using Coxswain.Gateway.Journal;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Coxswain.Server.Api.Gateway;

internal static class GatewayEndpoints
{
    private const int LongestDays = 4000;

    public static void MapGateway(this IEndpointRouteBuilder api)
    {
        api.MapGet("/gateway", Describe).WithSummary("The gateway: its upstream, calls since the daemon started, models only probes are sent for")
            .Produces<GatewayReport>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/gateway/recorded", CountAsync).AsksStore().WithSummary("Calls through the gateway as they are stored, of all daemons of this folder, by how they ended; the last 30 days unless days says otherwise")
            .Produces<RecordedCalls>().ProducesValidationProblem();
        api.MapGet("/gateway/calls/{id}", Account).WithSummary("What was done for a call whose client asked for an account of it (x-coxswain-call)")
            .Produces<CallAccount>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/gateway/journal", List).WithSummary("Failed requests that are kept for replay, newest first: of one session, or with the start of an id, or all")
            .Produces<IReadOnlyList<JournalEntry>>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/gateway/journal/{id}/plan", PlanAsync).WithSummary("What a replay of a kept request would try, in order; nothing is sent")
            .Produces<ReplayPlan>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    // One command's server has no gateway.
    private static IResult Describe(IServiceProvider services)
        => services.GetService<GatewayState>() is { } state ? Results.Ok(state.Read()) : ApiErrors.NoGateway.AsResult();

    private static async Task<IResult> CountAsync(int? days, IRecoveryStore store, TimeProvider clock, CancellationToken cancellationToken) => days is < 1 or > LongestDays
        ? ApiErrors.BadValue(new Dictionary<string, string[]> { ["days"] = [$"Give 1 to {LongestDays} days."] }).AsResult()
        : Results.Ok(await store.CountCallsAsync(TimeRange.Last(TimeSpan.FromDays(days ?? 30), clock), cancellationToken));

    private static IResult Account(string id, IServiceProvider services)
        => services.GetService<GatewayCalls>() is not { } calls ? ApiErrors.NoGateway.AsResult() : calls.Find(id) is { } account ? Results.Ok(account) : ApiErrors.NoCall.AsResult();

    private static IResult List(string? session, string? id, IServiceProvider services)
        => services.GetService<RequestJournal>() is { } journal
            ? Results.Ok(journal.Find(id ?? "").Where(entry => string.IsNullOrEmpty(session) || entry.SessionId == session).ToList())
            : ApiErrors.NoGateway.AsResult();

    private static async Task<IResult> PlanAsync(string id, bool? optimize, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<RequestJournal>() is not { } journal)
        {
            return ApiErrors.NoGateway.AsResult();
        }

        try
        {
            return journal.Find(id) is [var entry]
                ? Results.Ok(await services.GetRequiredService<ReplayPlanner>().PlanAsync(entry, optimize == true, cancellationToken))
                : ApiErrors.NoKeptRequest.AsResult();
        }
        catch (IOException)
        {
            // Deleted in this moment, or cut by another hand.
            return ApiErrors.NoKeptRequest.AsResult();
        }
    }
}
