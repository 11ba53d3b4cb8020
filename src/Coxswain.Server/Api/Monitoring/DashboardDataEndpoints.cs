using Coxswain.Core.Kernel;
using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Coxswain.Server.Checkpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Monitoring;

/// <summary>The dashboard's figures in the plan's shapes, each with what it rests on. Without since all are of the last 24 hours.</summary>
internal static class DashboardDataEndpoints
{
    public static void MapDashboardData(this IEndpointRouteBuilder api)
    {
        api.MapGet("/dashboard", OverviewAsync).AsksStore()
            .WithSummary("All of the dashboard's figures: telemetry, cost, what may be done better, what fails and is likely to; of the last 24 hours unless since is given")
            .Produces<DashboardOverview>().ProducesValidationProblem();
        api.MapGet("/dashboard/error-alert-banner", BannerAsync).AsksStore()
            .WithSummary("How often requests fail, the last failure, how often failures are recovered from, and what to look at now; of the last 24 hours unless since is given")
            .Produces<ErrorAlertBanner>().ProducesValidationProblem();
        api.MapGet("/dashboard/cost-metrics", CostsAsync).AsksStore()
            .WithSummary("What a session cost (that with the newest event unless one is given, of which the start of its id will do), dollars per hour, what is left of the tightest budget, cost by model; of the last 24 hours unless since is given")
            .Produces<CostMetrics>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/dashboard/optimization-suggestions", SuggestAsync).AsksStore()
            .WithSummary("What may be done better: switches of the model, what fails, what is lost of the cache, each with its evidence; of the last 24 hours unless since is given")
            .Produces<OptimizationSuggestions>().ProducesValidationProblem();
        api.MapGet("/sessions/{id}/insights", SessionAsync).AsksStore()
            .WithSummary("One session: what it cost, what failed and is likely to, how its tools did, what may be done better; the start of its id will do")
            .Produces<SessionInsights>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> OverviewAsync([AsParameters] DashboardParameters asked, DashboardReader reader, TimeProvider clock, CancellationToken cancellationToken)
        => asked.Read(clock, out var filter) is { } problem ? problem.AsResult() : Results.Ok(await reader.ReadAsync(filter, cancellationToken));

    private static async Task<IResult> BannerAsync([AsParameters] DashboardParameters asked, ErrorRates errors, TimeProvider clock, CancellationToken cancellationToken)
        => asked.Read(clock, out var filter) is { } problem ? problem.AsResult() : Results.Ok(ErrorAlertBanner.Of(await errors.ReadAsync(filter, null, cancellationToken)));

    private static async Task<IResult> CostsAsync([AsParameters] DashboardParameters asked, string? session, CostMetricsReader reader, ISessionStore sessions, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (asked.Read(clock, out var filter) is { } problem)
        {
            return problem.AsResult();
        }

        var choice = await SessionChoice.ReadAsync(sessions, session ?? "", cancellationToken);
        return Refusal(choice, session ?? "") is { } refusal ? refusal.AsResult() : Results.Ok(await reader.ReadAsync(filter with { Session = choice.SessionId }, cancellationToken));
    }

    private static async Task<IResult> SuggestAsync(
        [AsParameters] DashboardParameters asked, OptimizationReader reader, ErrorRates errors, TimeProvider clock, CancellationToken cancellationToken)
        => asked.Read(clock, out var filter) is { } problem
            ? problem.AsResult()
            : Results.Ok(await reader.ReadAsync(filter, await errors.ReadAsync(filter, null, cancellationToken), cancellationToken));

    private static async Task<IResult> SessionAsync(string id, SessionInsightsReader reader, ISessionStore sessions, DataFolder folder, CancellationToken cancellationToken)
    {
        var choice = await SessionChoice.ReadAsync(sessions, id, cancellationToken);
        return Refusal(choice, id) is { } refusal ? refusal.AsResult()
            : await sessions.FindAsync(choice.SessionId, cancellationToken) is { } session
            ? Results.Ok(await reader.ReadAsync(session, ResumeCounting.Of(new CheckpointFolder(folder), choice.SessionId), cancellationToken))
            : ApiErrors.NoSession(id).AsResult();
    }

    private static ApiError? Refusal(SessionChoice choice, string written)
        => choice.Problem is { } problem ? ApiErrors.BadValue(new Dictionary<string, string[]> { ["session"] = [problem] }) : choice.IsKnown ? null : ApiErrors.NoSession(written);
}
