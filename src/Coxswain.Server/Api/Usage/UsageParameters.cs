using Coxswain.Core.Usage;

namespace Coxswain.Server.Api.Usage;

/// <summary>The query string of <c>/api/usage/…</c>.</summary>
internal sealed record UsageParameters(string? Since, string? Until, string? Timezone, string? Project, string? Model, string? Session)
{
    public UsageQuestion Question(string report) => new(report, Since ?? "", Until ?? "", Timezone ?? "", Project ?? "", Model ?? "", Session ?? "");
}
