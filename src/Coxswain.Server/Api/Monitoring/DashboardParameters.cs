using Coxswain.Core.Usage;
using Coxswain.Server.Api.Errors;
using Microsoft.AspNetCore.Mvc;

namespace Coxswain.Server.Api.Monitoring;

/// <summary>The query string of <c>/api/dashboard…</c>.</summary>
internal sealed record DashboardParameters(
    [FromQuery(Name = "since")] string? Since,
    [FromQuery(Name = "until")] string? Until,
    [FromQuery(Name = "timezone")] string? Timezone,
    [FromQuery(Name = "project")] string? Project,
    [FromQuery(Name = "model")] string? Model)
{
    private const string UsualSince = "24h";

    /// <returns>What is wrong with it; <see langword="null"/>: nothing is.</returns>
    public ApiError? Read(TimeProvider clock, out UsageFilter filter)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        filter = UsageFilter.Read(new UsageQuestion("session", string.IsNullOrEmpty(Since) ? UsualSince : Since, Until ?? "", Timezone ?? "", Project ?? "", Model ?? "", ""), clock.GetUtcNow(), problems);
        return problems.Count > 0 ? ApiErrors.BadValue(problems.ToDictionary(problem => problem.Key, problem => new[] { problem.Value })) : null;
    }
}
