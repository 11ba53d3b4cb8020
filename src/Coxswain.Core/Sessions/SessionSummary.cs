namespace Coxswain.Core.Sessions;

/// <summary>One session. Empty text: no source said.</summary>
/// <param name="InputTokens">As all token counts: of the requests whose count is known; <see langword="null"/> when none is.</param>
/// <param name="UnknownTokenRequests">Requests of which some token count is unknown.</param>
/// <param name="CostUsd">Of the requests whose price is known; <see langword="null"/> when none is. Requests outside it are counted in <paramref name="UnknownCostRequests"/>.</param>
/// <param name="ClientCostUsd">The client's own running total, as its transcript last had it; in a forked session it includes the origin's. <see langword="null"/> when no transcript told it.</param>
public sealed record SessionSummary(
    string SessionId,
    string Title,
    string Project,
    string Branch,
    string Version,
    string Entrypoint,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    long Requests,
    long? InputTokens,
    long? OutputTokens,
    long? CacheReadTokens,
    long? CacheWriteTokens,
    long UnknownTokenRequests,
    decimal? CostUsd,
    long UnknownCostRequests,
    decimal? ClientCostUsd,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Sources)
{
    /// <summary>The session it was forked from; empty when it is no fork, or no transcript told it.</summary>
    public string OriginSessionId { get; init; } = "";
}
