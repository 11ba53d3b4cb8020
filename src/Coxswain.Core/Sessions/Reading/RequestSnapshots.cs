namespace Coxswain.Core.Sessions.Reading;

/// <summary>Joins two snapshots of one request: counts only grow while a response streams, so the largest count of each field is the true one.</summary>
internal static class RequestSnapshots
{
    public static RequestFact Merge(RequestFact first, RequestFact second)
    {
        // The later and fuller snapshot owns the words (stop reason, model); equal ones leave the owner as it was.
        var (main, other) = Rank(second).CompareTo(Rank(first)) > 0 ? (second, first) : (first, second);
        var writes = SplitRank(other).CompareTo(SplitRank(main)) > 0 ? other : main;
        return main with
        {
            InputTokens = Math.Max(main.InputTokens, other.InputTokens),
            OutputTokens = Math.Max(main.OutputTokens, other.OutputTokens),
            CacheReadTokens = Math.Max(main.CacheReadTokens, other.CacheReadTokens),
            CacheWrite5mTokens = writes.CacheWrite5mTokens,
            CacheWrite1hTokens = writes.CacheWrite1hTokens,
            ThinkingTokens = Math.Max(main.ThinkingTokens, other.ThinkingTokens),
            WebSearchRequests = Math.Max(main.WebSearchRequests, other.WebSearchRequests),
            StopReason = Filled(main.StopReason, other.StopReason),
            Speed = Filled(main.Speed, other.Speed),
            Effort = Filled(main.Effort, other.Effort),
            PromptId = Filled(main.PromptId, other.PromptId),
            QuerySource = Filled(main.QuerySource, other.QuerySource),
            ShapeHash = Filled(main.ShapeHash, other.ShapeHash),
            ReportedCostUsd = main.ReportedCostUsd ?? other.ReportedCostUsd,
        };
    }

    /// <summary>An original line before a copy, the main conversation before a sidechain, the larger before the smaller.</summary>
    private static (bool IsOriginal, bool IsMain, long Tokens) Rank(RequestFact fact) => (
        !fact.Context.IsCopy,
        !fact.Context.IsSidechain,
        fact.InputTokens + fact.OutputTokens + fact.CacheReadTokens + fact.CacheWrite5mTokens + fact.CacheWrite1hTokens);

    /// <summary>The two write counts are one split of one total: taking the larger of each would count a total twice when an early snapshot had no split.</summary>
    private static (long Total, long OneHour) SplitRank(RequestFact fact) => (fact.CacheWrite5mTokens + fact.CacheWrite1hTokens, fact.CacheWrite1hTokens);

    private static string Filled(string preferred, string other) => preferred.Length > 0 ? preferred : other;
}
