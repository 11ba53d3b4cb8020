namespace Coxswain.Core.Recovery.Analysis;

/// <summary>
/// Puts failures together into requests. A transcript tells each try the client repeated, with its number; telemetry only the last word on a request, with how
/// many tries it took. What both tell of one request without an id, as of a lost connection, is one. What the gateway saw is left out where the client tells it too.
/// </summary>
public static class FailedRequests
{
    /// <param name="failures">In the order of time.</param>
    /// <param name="answered">In the order of time.</param>
    public static IReadOnlyList<FailedRequest> Of(IReadOnlyList<StoredFailure> failures, IReadOnlyList<AnsweredCall> answered)
    {
        ArgumentNullException.ThrowIfNull(failures);
        ArgumentNullException.ThrowIfNull(answered);
        var told = Once(Words(failures, isGateway: false)).ToArray();
        var untold = UntoldFailures.Of(told, Words(failures, isGateway: true));
        return [.. Together(told, answered).Concat(Together(untold, answered)).OrderBy(static one => one.First.Time)];
    }

    private static List<FailedRequest> Together(IEnumerable<StoredFailure> failures, IReadOnlyList<AnsweredCall> answered)
    {
        var requests = new List<FailedRequest>();
        foreach (var agent in failures.GroupBy(static one => one.AgentId, StringComparer.Ordinal))
        {
            var answers = answered.Where(call => call.AgentId == agent.Key).Select(static call => call.Time).ToArray();
            var open = new List<StoredFailure>();
            foreach (var failure in agent)
            {
                // A number that does not go on is another request's; one without a number ends what is open. What only the gateway saw has none: an answer ends it.
                if (open.Count > 0 && (failure.Attempt is { } number ? number <= (open[^1].Attempt ?? 0) : failure.IsGateway && IsBetween(answers, open[^1], failure)))
                {
                    requests.Add(WithoutEnd(open, true));
                    open = [];
                }

                if (failure.Kind == StoredFailure.GivenUp)
                {
                    requests.Add(Ended(open, failure));
                    open = [];
                    continue;
                }

                if (open.Count > 0 && failure is { Attempt: null, IsGateway: false })
                {
                    requests.Add(WithoutEnd(open, true));
                    open = [];
                }

                open.Add(failure);
            }

            if (open.Count > 0)
            {
                requests.Add(WithoutEnd(open, answers.Length > 0 && answers[^1] > open[^1].Time ? true : null));
            }
        }

        return requests;
    }

    private static IEnumerable<StoredFailure> Words(IReadOnlyList<StoredFailure> failures, bool isGateway)
        => failures.Where(one => one.Kind is StoredFailure.Retry or StoredFailure.GivenUp && one.IsGateway == isGateway);

    private static bool IsBetween(DateTimeOffset[] answers, StoredFailure one, StoredFailure other)
    {
        var place = Array.BinarySearch(answers, one.Time);
        var next = place < 0 ? ~place : place;
        return next < answers.Length && answers[next] <= other.Time;
    }

    private static IEnumerable<StoredFailure> Once(IEnumerable<StoredFailure> failures)
    {
        StoredFailure? before = null;
        foreach (var failure in failures)
        {
            if (before is null || !IsSame(before, failure))
            {
                yield return failure;
                before = failure;
            }
        }
    }

    private static bool IsSame(StoredFailure one, StoredFailure other)
        => one.Kind == StoredFailure.GivenUp && other.Kind == one.Kind && one.RequestId.Length + other.RequestId.Length == 0
            && one.IsTelemetry != other.IsTelemetry && one.IsTranscript != other.IsTranscript && other.Time - one.Time <= UntoldFailures.SameMoment;

    private static FailedRequest Ended(List<StoredFailure> tries, StoredFailure last)
    {
        // Telemetry alone: the tries before the last failed as it did, as far as anybody knows.
        var untold = tries.Count == 0 ? Math.Max(0, (last.Attempt ?? 1) - 1) : 0;
        return new FailedRequest(tries.Count > 0 ? tries[0] : last, last, false, [.. tries.Select(static one => (FailureNames.Of(one), 1L)), (FailureNames.Of(last), 1 + untold)]);
    }

    private static FailedRequest WithoutEnd(List<StoredFailure> tries, bool? isRecovered) => new(tries[0], null, isRecovered, [.. tries.Select(static one => (FailureNames.Of(one), 1L))]);
}
