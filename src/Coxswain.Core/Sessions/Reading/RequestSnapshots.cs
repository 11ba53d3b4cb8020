namespace Coxswain.Core.Sessions.Reading;

/// <summary>
/// Joins two snapshots of one request as table <c>api_requests</c> does (003, 060): the same lines read in one pass or in many give the same row. Counts only
/// grow while a response streams, so the largest snapshot is the true one, and it counts as a whole; the first line says when and whose the request was.
/// </summary>
internal static class RequestSnapshots
{
    public static RequestFact Merge(RequestFact first, RequestFact second)
    {
        var owner = IsBefore(second, first) ? second : first;
        var last = Later(first.LastTime ?? first.Time, second.LastTime ?? second.Time);
        var order = Order(second).CompareTo(Order(first));
        var counts = (order, Prompt(second).CompareTo(Prompt(first))) is ( > 0, _) or (0, > 0) ? second : first;
        var details = (order, Details(second).CompareTo(Details(first))) is ( > 0, _) or (0, > 0) ? second : first;
        return owner with
        {
            LastTime = last == owner.Time ? null : last,
            RequestId = Larger(first.RequestId, second.RequestId),
            MessageId = Larger(first.MessageId, second.MessageId),
            FirstMessageId = SmallerId(first.FirstMessageId, second.FirstMessageId),
            Model = Larger(first.Model, second.Model),
            RequestedModel = Larger(first.RequestedModel, second.RequestedModel),
            StopReason = Larger(first.StopReason, second.StopReason),
            InputTokens = counts.InputTokens,
            OutputTokens = counts.OutputTokens,
            CacheReadTokens = counts.CacheReadTokens,
            CacheWrite5mTokens = counts.CacheWrite5mTokens,
            CacheWrite1hTokens = counts.CacheWrite1hTokens,
            ThinkingTokens = details.ThinkingTokens,
            WebSearchRequests = details.WebSearchRequests,
            Marks = details.Marks,
            Speed = Larger(first.Speed, second.Speed),
            ServiceTier = Larger(first.ServiceTier, second.ServiceTier),
            InferenceGeo = Larger(first.InferenceGeo, second.InferenceGeo),
            Effort = Larger(first.Effort, second.Effort),
            QuerySource = Larger(first.QuerySource, second.QuerySource),
            ShapeHash = Larger(first.ShapeHash, second.ShapeHash),
            Tries = Math.Max(first.Tries, second.Tries),
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

    /// <summary>A line of the main conversation before a sidechain's, the larger total before the smaller, a split of the writes before none.</summary>
    private static (bool IsMain, long Total, long OneHour, long Output) Order(RequestFact fact) => (fact.Marks.IsMain, fact.TotalTokens, fact.CacheWrite1hTokens, fact.OutputTokens);

    private static (long Read, long Input) Prompt(RequestFact fact) => (fact.CacheReadTokens, fact.InputTokens);

    private static (long Thinking, long Searches, bool IsFast, bool IsBatch, bool IsUs) Details(RequestFact fact) =>
        (fact.ThinkingTokens ?? -1, fact.WebSearchRequests, fact.Marks.IsFast, fact.Marks.IsBatch, fact.Marks.IsUs);

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static string SmallerId(string left, string right) => left.Length == 0 ? right : right.Length == 0 || string.CompareOrdinal(left, right) <= 0 ? left : right;

    private static string Larger(string left, string right) => string.CompareOrdinal(left, right) >= 0 ? left : right;

    private static T? Larger<T>(T? left, T? right)
        where T : struct, IComparable<T> => left is { } known && (right is not { } other || known.CompareTo(other) >= 0) ? left : right;
}
