using System.Text.Json;
using Coxswain.Core.Budgets.Replay;
using Coxswain.Core.Usage;

namespace Coxswain.Server.Api.Budgets;

/// <summary>What to replay, and with which policy. A member that is absent asks for nothing in particular.</summary>
/// <param name="Policy">A policy's name.</param>
/// <param name="Rules">In its place: the content of a policy file.</param>
public sealed record ReplayWish(
    string? Policy, JsonElement? Rules = null, string? Since = null, string? Until = null, string? Timezone = null, string? Project = null, string? Session = null)
{
    internal ReplayQuestion Question() => new(Policy ?? "", Rules, new UsageQuestion("", Since ?? "", Until ?? "", Timezone ?? "", Project ?? "", "", Session ?? ""));
}
