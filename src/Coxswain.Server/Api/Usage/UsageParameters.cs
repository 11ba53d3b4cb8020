using Coxswain.Core.Usage;
using Microsoft.AspNetCore.Mvc;

namespace Coxswain.Server.Api.Usage;

/// <summary>The query string of <c>/api/usage/…</c>.</summary>
internal sealed record UsageParameters(
    [FromQuery(Name = "since")] string? Since,
    [FromQuery(Name = "until")] string? Until,
    [FromQuery(Name = "timezone")] string? Timezone,
    [FromQuery(Name = "project")] string? Project,
    [FromQuery(Name = "model")] string? Model,
    [FromQuery(Name = "session")] string? Session)
{
    public UsageQuestion Question(string report) => new(report, Since ?? "", Until ?? "", Timezone ?? "", Project ?? "", Model ?? "", Session ?? "");
}
