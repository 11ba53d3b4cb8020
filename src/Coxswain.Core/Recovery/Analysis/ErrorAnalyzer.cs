namespace Coxswain.Core.Recovery.Analysis;

/// <summary>Works out what failed in a session from what is stored of it.</summary>
public static class ErrorAnalyzer
{
    /// <summary>Failures and calls that are looked at, each.</summary>
    public const int Most = 20_000;

    private static readonly string TimedOut = FailureNames.Spelled(FailureClass.NoFirstByte);
    private static readonly string Stalled = FailureNames.Spelled(FailureClass.Stalled);

    /// <param name="failures">In the order of time, at most one more than <see cref="Most"/>.</param>
    /// <param name="answered">The same.</param>
    /// <param name="autoRecovery">What is on already is not suggested; <see langword="null"/>: nobody looked.</param>
    public static ErrorAnalysis Analyze(
        string sessionId, IReadOnlyList<StoredFailure> failures, IReadOnlyList<AnsweredCall> answered, bool isSuggesting, DateTimeOffset asOf, AutoRecoveryTold? autoRecovery = null)
    {
        ArgumentNullException.ThrowIfNull(failures);
        ArgumentNullException.ThrowIfNull(answered);
        var requests = FailedRequests.Of(failures, answered);
        var refusals = failures.Where(static one => one.Kind == StoredFailure.Refusal).ToArray();
        var ended = requests.Select(static one => one.Last).OfType<StoredFailure>().ToArray();
        var all = answered.Count + ended.Length;
        var times = failures.Select(static one => one.Time).Concat(answered.Select(static one => one.Time)).ToArray();
        var analysis = new ErrorAnalysis(
            sessionId,
            failures.Count > 0 ? "ok" : answered.Count > 0 ? "no_failures" : "no_data",
            asOf,
            times.Length > 0 ? times.Min() : null,
            times.Length > 0 ? times.Max() : null,
            answered.Count,
            new Proportion(ended.Length, all),
            requests.Sum(static one => one.Tries.Sum(static tries => tries.Count)),
            !failures.Any(static one => one.IsTranscript),
            Recovered(requests),
            requests.Count(static one => one.IsRecovered is null),
            Waited(failures),
            failures.Count > Most || answered.Count > Most,
            Classes(requests, ended, refusals, all),
            Sizes(ended, answered),
            null)
        {
            AutoRecovery = autoRecovery,
        };
        return isSuggesting ? analysis with { Suggestions = Suggestions.For(analysis, ended) } : analysis;
    }

    /// <summary>Whether a request of this class ended because nothing came in time.</summary>
    public static bool IsTimeout(StoredFailure failure) => FailureNames.Of(failure) is var name && (name == TimedOut || name == Stalled || failure.StatusCode is 504 or 408);

    private static Proportion Recovered(IEnumerable<FailedRequest> requests)
    {
        var known = requests.Where(static one => one.IsRecovered is not null).ToArray();
        return new Proportion(known.Count(static one => one.IsRecovered == true), known.Length);
    }

    private static IReadOnlyList<FailureClassRow> Classes(IReadOnlyList<FailedRequest> requests, StoredFailure[] ended, StoredFailure[] refusals, int all)
    {
        var tries = requests.SelectMany(static one => one.Tries).GroupBy(static one => one.Class, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Sum(static one => one.Count), StringComparer.Ordinal);
        var rows = tries.Select(one => new FailureClassRow(
            one.Key, new Proportion(ended.Count(last => FailureNames.Of(last) == one.Key), all), one.Value, Recovered(requests.Where(request => FailureNames.Of(request.First) == one.Key))));
        // A refusal is an answer, and is among the answered.
        var refused = refusals.Length == 0 ? [] : new[] { new FailureClassRow(FailureNames.Refusal, new Proportion(refusals.Length, Math.Max(all, refusals.Length)), refusals.Length, new Proportion(0, 0)) };
        return [.. rows.Concat(refused).OrderByDescending(static row => row.GivenUp.Count).ThenByDescending(static row => row.FailedTries).ThenBy(static row => row.Class, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<SizeRow> Sizes(StoredFailure[] ended, IReadOnlyList<AnsweredCall> answered)
    {
        var calls = answered.ToLookup(static call => (call.Model, Of(call.PromptTokens)));
        var failed = ended.ToLookup(static one => (one.Model, Of(one.PromptTokens)));
        return
        [
            .. calls.Select(static group => group.Key).Union(failed.Select(static group => group.Key)).Select(key => new SizeRow(
                    key.Model,
                    key.Item2,
                    new Proportion(failed[key].Count(), calls[key].Count() + failed[key].Count()),
                    new Proportion(failed[key].Count(IsTimeout), calls[key].Count() + failed[key].Count()),
                    Spread.Of(calls[key].Select(static call => call.Duration)),
                    Spread.Of(calls[key].Select(static call => call.FirstToken))))
                .OrderBy(static row => row.Model, StringComparer.Ordinal).ThenBy(static row => row.Size?.From ?? long.MaxValue),
        ];
    }

    private static PromptRange? Of(long? tokens) => tokens is { } known ? PromptRange.Of(known) : null;

    // Telemetry tells the whole time of a request it gave up on; a transcript the waits between tries.
    private static double? Waited(IReadOnlyList<StoredFailure> failures)
    {
        var whole = failures.Where(static one => one.Kind == StoredFailure.Exhausted).Select(static one => one.Retrying).OfType<TimeSpan>().Sum(static time => time.TotalMilliseconds);
        var waits = failures.Where(static one => one.Kind == StoredFailure.Retry).Select(static one => one.WaitBeforeNext).OfType<TimeSpan>().Sum(static time => time.TotalMilliseconds);
        return Math.Max(whole, waits) is > 0 and var waited ? waited : null;
    }
}
