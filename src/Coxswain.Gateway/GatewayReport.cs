namespace Coxswain.Gateway;

/// <summary>What the gateway does and knows at this moment; counts are since the daemon started.</summary>
/// <param name="Upstream">Base address; it holds no user and no password.</param>
/// <param name="ClaudeCode">What is done for Claude Code when a call fails: <c>off</c>, <c>transparent</c> or <c>full</c>.</param>
/// <param name="UnderWay">Calls at this moment.</param>
/// <param name="Recovered">Answered after a failure the client saw nothing of.</param>
/// <param name="Failed">The client got an error, or an answer that broke off.</param>
/// <param name="Degraded">Models for which nearly every attempt failed last: only probes are sent for them.</param>
/// <param name="Unrecorded">Calls of which no record could be kept.</param>
public sealed record GatewayReport(
    string Upstream, string ClaudeCode, string OtherClients, long UnderWay, long Calls, long Answered, long Recovered, long Failed, long ClientGone,
    IReadOnlyList<DegradedModel> Degraded, long Unrecorded);
