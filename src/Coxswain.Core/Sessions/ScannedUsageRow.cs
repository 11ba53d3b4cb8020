namespace Coxswain.Core.Sessions;

/// <summary>One model's requests of one day.</summary>
/// <param name="Day">In the time zone asked for.</param>
/// <param name="Model">As the answers name it.</param>
/// <param name="ThinkingTokens">Of <paramref name="ThinkingRequests"/>, those that told it; <see langword="null"/> when none did.</param>
/// <param name="CostUsd">Of the requests whose price is known; <see langword="null"/> when none is.</param>
/// <param name="UnpricedRequests">Requests of unknown cost; they are no part of <paramref name="CostUsd"/>.</param>
public sealed record ScannedUsageRow(
    DateOnly Day,
    string Model,
    long Requests,
    long InputTokens,
    long OutputTokens,
    long CacheReadTokens,
    long CacheWrite5mTokens,
    long CacheWrite1hTokens,
    long? ThinkingTokens,
    long ThinkingRequests,
    long WebSearchRequests,
    decimal? CostUsd,
    long UnpricedRequests,
    DateTimeOffset FirstRequest,
    DateTimeOffset LastRequest);
