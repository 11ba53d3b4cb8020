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
    private const int LongestDays = 4000, UsualDays = 30;

    public static void MapScoreboard(this IEndpointRouteBuilder api)
    {
        api.MapGet("/kpis", ReadAsync).AsksStore().WithSummary("The plan's success metrics with baseline, target, value, n and interval, over the last days, today among them (30 unless days says otherwise), or from since to until, beside as long before")
            .Produces<KpiReport>().ProducesValidationProblem();
        api.MapGet("/productivity", CountAsync).AsksStore().WithSummary("What came of work: lines, commits, pull requests, active time and edits as the client counts them, and how long prompts took")
            .Produces<ProductivityReport>().ProducesValidationProblem();
    }

    private static async Task<IResult> ReadAsync(int? days, string? since, string? until, string? timezone, string? project, KpiReader reader, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var filter = UsageFilter.Read(new UsageQuestion("", since ?? "", until ?? "", timezone ?? "", project ?? "", "", ""), now, problems);
        if (days is < 1 or > LongestDays)
        {
            problems["days"] = $"Give 1 to {LongestDays} days.";
        }
        else if (days is not null && (filter.Since is not null || filter.Until is not null))
        {
            problems["days"] = "Give days, or since and until, not both.";
        }
        else if (filter is { Since: null, Until: not null })
        {
            problems["since"] = "Give since too.";
        }
        else if (filter.Since > now && filter.Until is null)
        {
            problems["since"] = "Give a time that has been, or until too.";
        }

        // Days are the page's: of this machine's zone, today among them.
        return problems.Count > 0 ? ApiErrors.BadValue(problems.ToDictionary(static one => one.Key, static one => new[] { one.Value })).AsResult()
            : Results.Ok(await reader.ReadAsync(filter.Since is { } from ? new TimeRange(from, filter.Until is { } to && (to < now || from >= now) ? to : now) : TimeRange.LastDays(days ?? UsualDays, now, zone), filter.Project, cancellationToken));
    }

    private static async Task<IResult> CountAsync(string? since, string? until, string? timezone, string? project, ProductivityReader reader, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        return await reader.AnswerAsync(new UsageQuestion("session", since ?? "", until ?? "", timezone ?? "", project ?? "", "", ""), problems, cancellationToken) is { } report
            ? Results.Ok(report)
            : ApiErrors.BadValue(problems.ToDictionary(static one => one.Key, static one => new[] { one.Value })).AsResult();
    }
}
