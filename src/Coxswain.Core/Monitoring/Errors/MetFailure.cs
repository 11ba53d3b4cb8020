using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>A request that met a failure its client saw.</summary>
internal sealed record MetFailure(string SessionId, FailedRequest Request)
{
    /// <summary>When its last try failed; of one that was answered, or whose end nobody knows, the first. Where it counts.</summary>
    public DateTimeOffset At => (Request.Last ?? Request.First).Time;

    public long Tries => Request.Tries.Sum(static tries => tries.Count);

    /// <summary>Puts the failures of each session together into requests. Calls of clients that name no session belong to nobody's: each is a request of its own.</summary>
    public static IReadOnlyList<MetFailure> Of(IReadOnlyList<SeenFailure> failures) =>
        [.. failures.GroupBy(static one => one.SessionId, StringComparer.Ordinal).SelectMany(static session => session.Key.Length == 0 ? Alone(session) : Together(session))];

    private static IEnumerable<MetFailure> Alone(IEnumerable<SeenFailure> failures) => failures.Where(static one => one.Failure.Kind == StoredFailure.GivenUp)
        .Select(static one => new MetFailure("", new FailedRequest(one.Failure, one.Failure, false, [(FailureNames.Of(one.Failure), 1)])));

    private static IEnumerable<MetFailure> Together(IGrouping<string, SeenFailure> session)
    {
        // Of the answers only those matter that come next after a failure: whether there is one between two failures, or after the last.
        var answers = session.Where(static one => one.AnsweredNext is not null).Select(static one => (one.Failure.AgentId, At: one.AnsweredNext ?? default)).Distinct()
            .OrderBy(static one => one.At).Select(static one => new AnsweredCall(one.At, one.AgentId, "", null, null, null)).ToList();
        return FailedRequests.Of([.. session.Select(static one => one.Failure)], answers).Select(request => new MetFailure(session.Key, request));
    }
}
