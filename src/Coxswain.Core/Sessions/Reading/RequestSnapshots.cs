namespace Coxswain.Core.Sessions.Reading;

/// <summary>
/// Joins two snapshots of one request, field by field as table <c>api_requests</c> does (003): the same lines read in one pass or in many give the same
/// row. Counts only grow while a response streams, so the largest of each field is the true one; the first line says when and whose the request was.
/// </summary>
internal static class RequestSnapshots
{
    public static RequestFact Merge(RequestFact first, RequestFact second)
    {
        var owner = IsBefore(second, first) ? second : first;
        var last = Later(first.LastTime ?? first.Time, second.LastTime ?? second.Time);
        var writes = SplitRank(second).CompareTo(SplitRank(first)) > 0 ? second : first;
        return owner with
        {
            LastTime = last == owner.Time ? null : last,
            RequestId = Larger(first.RequestId, second.RequestId),
            MessageId = Larger(first.MessageId, second.MessageId),
            Model = Larger(first.Model, second.Model),
            RequestedModel = Larger(first.RequestedModel, second.RequestedModel),
            StopReason = Larger(first.StopReason, second.StopReason),
            InputTokens = Math.Max(first.InputTokens, second.InputTokens),
            OutputTokens = Math.Max(first.OutputTokens, second.OutputTokens),
            CacheReadTokens = Math.Max(first.CacheReadTokens, second.CacheReadTokens),
            CacheWrite5mTokens = writes.CacheWrite5mTokens,
            CacheWrite1hTokens = writes.CacheWrite1hTokens,
            ThinkingTokens = Larger(first.ThinkingTokens, second.ThinkingTokens),
            WebSearchRequests = Math.Max(first.WebSearchRequests, second.WebSearchRequests),
            Speed = Larger(first.Speed, second.Speed),
            ServiceTier = Larger(first.ServiceTier, second.ServiceTier),
            InferenceGeo = Larger(first.InferenceGeo, second.InferenceGeo),
            Effort = Larger(first.Effort, second.Effort),
            QuerySource = Larger(first.QuerySource, second.QuerySource),
            ShapeHash = Larger(first.ShapeHash, second.ShapeHash),
            ReportedCostUsd = Larger(first.ReportedCostUsd, second.ReportedCostUsd),
        };
    }

    /// <summary>An original line before a copy, the main conversation before a sidechain, the earlier before the later; then anything that is the same in any order.</summary>
    private static bool IsBefore(RequestFact left, RequestFact right)
    {
        var order = Rank(left).CompareTo(Rank(right));
        for (var i = 0; order == 0 && i < Words.Length; i++)
        {
            order = string.CompareOrdinal(Words[i](left), Words[i](right));
        }

        return order < 0;
    }

    private static readonly Func<RequestFact, string>[] Words =
    [
        static fact => fact.Context.SessionId,
        static fact => fact.Context.Project,
        static fact => fact.Context.Branch,
        static fact => fact.Context.Version,
        static fact => fact.Context.Entrypoint,
        static fact => fact.Context.AgentId,
        static fact => fact.PromptId,
    ];

    private static (bool IsCopy, bool IsSidechain, DateTimeOffset Time) Rank(RequestFact fact) => (fact.Context.IsCopy, fact.Context.IsSidechain, fact.Time);

    /// <summary>The two write counts are one split of one total: taking the larger of each would count a total twice when an early snapshot had no split.</summary>
    private static (long Total, long OneHour) SplitRank(RequestFact fact) => (fact.CacheWrite5mTokens + fact.CacheWrite1hTokens, fact.CacheWrite1hTokens);

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static string Larger(string left, string right) => string.CompareOrdinal(left, right) >= 0 ? left : right;

    private static T? Larger<T>(T? left, T? right)
        where T : struct, IComparable<T> => left is { } known && (right is not { } other || known.CompareTo(other) >= 0) ? left : right;
}
