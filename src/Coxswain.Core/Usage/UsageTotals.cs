namespace Coxswain.Core.Usage;

/// <summary>Sums over some requests.</summary>
/// <param name="InputTokens">As all token counts: of the requests whose count is known; <see langword="null"/> when none is.</param>
/// <param name="OutputTokens">Thinking included.</param>
/// <param name="ThinkingTokens">Part of <paramref name="OutputTokens"/>, of <paramref name="ThinkingRequests"/>; <see langword="null"/> when no source told it (only transcripts do).</param>
/// <param name="ThinkingRequests">Requests of which it is known how much was thought; when fewer than all, <paramref name="ThinkingTokens"/> is only a part.</param>
/// <param name="UnknownTokenRequests">Requests of which some token count is unknown: sent as no number, or not sent. Their cost is unknown too.</param>
/// <param name="CostUsd">What counts, of the requests whose cost is known; <see langword="null"/> when none is: unknown is not free.</param>
/// <param name="UnknownCostRequests">Requests without a known cost; when not 0, <paramref name="CostUsd"/> is only a part.</param>
/// <param name="ReportedCostUsd">What the client reported, of <paramref name="ReportedRequests"/>; <see langword="null"/> when it reported nothing.</param>
/// <param name="Disagreements">Requests whose reported cost differs from ours, explained or not.</param>
/// <param name="UnexplainedDisagreements">Those without an explanation, or with one that fits many other figures too.</param>
/// <param name="Models">Normalised ids, sorted.</param>
/// <param name="Sources">Of <c>otlp</c>, <c>transcripts</c>, <c>gateway</c>.</param>
public sealed record UsageTotals(
    long Requests,
    long? InputTokens,
    long? OutputTokens,
    long? CacheReadTokens,
    long? CacheWrite5mTokens,
    long? CacheWrite1hTokens,
    long? ThinkingTokens,
    long ThinkingRequests,
    long WebSearchRequests,
    long UnknownTokenRequests,
    decimal? CostUsd,
    long UnknownCostRequests,
    decimal? ReportedCostUsd,
    long ReportedRequests,
    long Disagreements,
    long UnexplainedDisagreements,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Sources,
    DateTimeOffset FirstRequest,
    DateTimeOffset LastRequest)
{
    /// <summary>Input, cache reads, cache writes and output together, as far as known.</summary>
    public long? TotalTokens => Sum(Sum(Sum(InputTokens, OutputTokens), Sum(CacheReadTokens, CacheWrite5mTokens)), CacheWrite1hTokens);

    /// <summary>Both together, as one sum over all their requests.</summary>
    public UsageTotals Plus(UsageTotals other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new UsageTotals(
            Requests + other.Requests,
            Sum(InputTokens, other.InputTokens),
            Sum(OutputTokens, other.OutputTokens),
            Sum(CacheReadTokens, other.CacheReadTokens),
            Sum(CacheWrite5mTokens, other.CacheWrite5mTokens),
            Sum(CacheWrite1hTokens, other.CacheWrite1hTokens),
            Sum(ThinkingTokens, other.ThinkingTokens),
            ThinkingRequests + other.ThinkingRequests,
            WebSearchRequests + other.WebSearchRequests,
            UnknownTokenRequests + other.UnknownTokenRequests,
            Sum(CostUsd, other.CostUsd),
            UnknownCostRequests + other.UnknownCostRequests,
            Sum(ReportedCostUsd, other.ReportedCostUsd),
            ReportedRequests + other.ReportedRequests,
            Disagreements + other.Disagreements,
            UnexplainedDisagreements + other.UnexplainedDisagreements,
            Union(Models, other.Models),
            Union(Sources, other.Sources),
            FirstRequest < other.FirstRequest ? FirstRequest : other.FirstRequest,
            LastRequest > other.LastRequest ? LastRequest : other.LastRequest);
    }

    private static long? Sum(long? left, long? right) => left is null ? right : left + (right ?? 0);

    private static decimal? Sum(decimal? left, decimal? right) => left is null ? right : left + (right ?? 0);

    private static string[] Union(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        [.. left.Union(right, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
