using Coxswain.Core.Kernel;
using Coxswain.Core.Monitoring.Productivity;
using Coxswain.Core.Monitoring.Scoreboard;
using Coxswain.Core.Usage;
using Coxswain.Server.Api.Errors;
using Coxswain.Server.Api.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coxswain.Server.Api.Monitoring;

internal static class ScoreboardEndpoints
{
    private const int LongestDays = 4000, LongestProject = 4096;

    public static void MapScoreboard(this IEndpointRouteBuilder api)
    {
        api.MapGet("/kpis", ReadAsync).AsksStore().WithSummary("The plan's success metrics with baseline, target, value, n and interval, over the last days (30 unless days says otherwise), beside as long before")
            .Produces<KpiReport>().ProducesValidationProblem();
        api.MapGet("/productivity", CountAsync).AsksStore().WithSummary("What came of work: lines, commits, pull requests, active time and edits as the client counts them, and how long prompts took")
            .Produces<ProductivityReport>().ProducesValidationProblem();
    }

    private static async Task<IResult> ReadAsync(int? days, string? project, KpiReader reader, TimeProvider clock, CancellationToken cancellationToken)
        => days is < 1 or > LongestDays ? ApiErrors.BadValue(new Dictionary<string, string[]> { ["days"] = [$"Give 1 to {LongestDays} days."] }).AsResult()
            : project is { Length: > LongestProject } ? ApiErrors.BadValue(new Dictionary<string, string[]> { ["project"] = [$"Longer than {LongestProject} characters."] }).AsResult()
            : Results.Ok(await reader.ReadAsync(TimeRange.Last(TimeSpan.FromDays(days ?? 30), clock), project ?? "", cancellationToken));

    private static async Task<IResult> CountAsync(string? since, string? until, string? timezone, string? project, ProductivityReader reader, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        return await reader.AnswerAsync(new UsageQuestion("session", since ?? "", until ?? "", timezone ?? "", project ?? "", "", ""), problems, cancellationToken) is { } report
            ? Results.Ok(report)
            : ApiErrors.BadValue(problems.ToDictionary(static one => one.Key, static one => new[] { one.Value })).AsResult();
    }
}
