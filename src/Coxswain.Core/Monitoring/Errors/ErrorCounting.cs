using Coxswain.Core.Pricing;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>Works out a report of errors from what is stored, each failure once.</summary>
public static class ErrorCounting
{
    /// <summary>Failures that are named one by one.</summary>
    public const int MostNamed = 50;

    private static readonly string[] SourceOrder = ["otlp", "transcripts", "gateway"];

    /// <param name="recent"><see langword="null"/>: not asked for.</param>
    /// <param name="autoRecovery">What is on already is not suggested; <see langword="null"/>: nobody looked.</param>
    public static ErrorRateReport Count(UsageFilter filter, ErrorEvidence evidence, ErrorTrend? trend, DateTimeOffset asOf, RecentErrors? recent = null, AutoRecoveryTold? autoRecovery = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(evidence);
        var met = Met(filter, evidence.Failures);
        var ended = met.Where(static one => one.Request.Last is not null).ToList();
        var told = evidence.Failures.Where(one => IsIn(filter, one.Failure.Time)).ToList();
        var refusals = told.Where(static one => one.Failure.Kind == StoredFailure.Refusal).ToList();
        var answered = evidence.Answered.Sum(static one => one.Requests);
        var tries = met.Sum(static one => one.Tries);
        var byClient = ByClient(met);
        var report = new ErrorRateReport(
            filter.TimeZone.Id,
            filter.Since,
            filter.Until,
            filter.Project,
            filter.Model,
            asOf,
            answered,
            new Proportion(ended.Count, answered + ended.Count),
            new Proportion(tries, answered + tries),
            evidence.Hidden.Sum(static one => one.Attempts),
            new Proportion(byClient.Count + evidence.Rescued.Count, byClient.Of + evidence.Rescued.Count),
            byClient,
            ByGateway(told, evidence.Rescued),
            met.Count(static one => one.Request.IsRecovered is null),
            refusals.Count,
            trend,
            Classes(met, ended, refusals.Count, evidence, answered + ended.Count),
            Models(ended, evidence.Answered),
            Sizes(ended, evidence.Answered),
            Hours(filter.TimeZone, met, evidence),
            LastErrors(met, refusals, evidence.Rescued),
            evidence.Hidden,
            [],
            Sources(told, evidence),
            Newest(told, evidence.Answered),
            evidence.Failures.Count > ErrorRates.Most || evidence.Rescued.Count > ErrorRates.Most)
        {
            Recent = recent,
            IsTriesLeast = !told.Exists(static one => one.Failure.IsTranscript),
        };
        return report with { Suggestions = ErrorSuggestions.For(report, [.. ended.Select(static one => one.Request.Last).OfType<StoredFailure>()], autoRecovery) };
    }

    /// <summary>The rate alone, as a trend needs it.</summary>
    /// <param name="failures">As in <see cref="ErrorEvidence.Failures"/>.</param>
    public static Proportion GivenUp(UsageFilter filter, IReadOnlyList<SeenFailure> failures, IReadOnlyList<AnsweredHour> answered)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(failures);
        ArgumentNullException.ThrowIfNull(answered);
        var ended = Met(filter, failures).Count(static one => one.Request.Last is not null);
        return new Proportion(ended, answered.Sum(static one => one.Requests) + ended);
    }

    private static IReadOnlyList<MetFailure> Met(UsageFilter filter, IReadOnlyList<SeenFailure> failures) => [.. MetFailure.Of(failures).Where(one => IsIn(filter, one.At))];

    private static bool IsIn(UsageFilter filter, DateTimeOffset time) => !(time < filter.Since) && !(time >= filter.Until);

    private static Proportion ByClient(IEnumerable<MetFailure> met)
    {
        var known = met.Where(static one => one.Request.IsRecovered is not null).ToList();
        return new Proportion(known.Count(static one => one.Request.IsRecovered == true), known.Count);
    }

    // A call the gateway tried again for either was rescued or failed all the same; of the latter the calls are told by their last attempt alone.
    private static Proportion ByGateway(List<SeenFailure> told, IReadOnlyList<RescuedCall> rescued)
    {
        var failed = told.Count(static one => one.Failure is { IsGateway: true, Kind: StoredFailure.GivenUp, TotalAttempts: > 1 });
        return new Proportion(rescued.Count, rescued.Count + failed);
    }

    private static IReadOnlyList<ErrorClassRow> Classes(IReadOnlyList<MetFailure> met, List<MetFailure> ended, int refusals, ErrorEvidence evidence, long all)
    {
        var tries = met.SelectMany(static one => one.Request.Tries).GroupBy(static one => one.Class, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Sum(static one => one.Count), StringComparer.Ordinal);
        var hidden = evidence.Hidden.GroupBy(static one => one.Cause, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Sum(static one => one.Attempts), StringComparer.Ordinal);
        var rows = tries.Keys.Union(hidden.Keys, StringComparer.Ordinal).Select(name =>
        {
            var byClient = ByClient(met.Where(one => FailureNames.Of(one.Request.First) == name));
            var rescued = evidence.Rescued.Count(one => one.Cause == name);
            var last = ended.Count(one => one.Request.Last is { } failure && FailureNames.Of(failure) == name);
            return new ErrorClassRow(name, new Proportion(last, all), tries.GetValueOrDefault(name), hidden.GetValueOrDefault(name), new Proportion(byClient.Count + rescued, byClient.Of + rescued));
        });
        var refused = refusals == 0 ? [] : new[] { new ErrorClassRow(FailureNames.Refusal, new Proportion(0, all), refusals, 0, new Proportion(0, 0)) };
        return [.. rows.Concat(refused).OrderByDescending(static row => row.GivenUp.Count).ThenByDescending(static row => row.FailedTries + row.HiddenTries).ThenBy(static row => row.Class, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<ErrorModelRow> Models(List<MetFailure> ended, IReadOnlyList<AnsweredHour> answered) =>
        [.. Rates(ended, answered, static failure => ModelId.Normalise(failure.Model), static hour => hour.ModelId).Select(static one => new ErrorModelRow(one.Key, one.GivenUp)).OrderByDescending(static row => row.GivenUp.Of).ThenBy(static row => row.ModelId, StringComparer.Ordinal)];

    private static IReadOnlyList<ErrorSizeRow> Sizes(List<MetFailure> ended, IReadOnlyList<AnsweredHour> answered) =>
        [.. Rates(ended, answered, static failure => failure.PromptTokens is { } tokens ? PromptRange.Of(tokens).From : -1, static hour => hour.Size?.From ?? -1)
            .Select(static one => new ErrorSizeRow(one.Key < 0 ? null : PromptRange.Of(one.Key), one.GivenUp)).OrderBy(static row => row.Size?.From ?? long.MaxValue)];

    private static IEnumerable<(TKey Key, Proportion GivenUp)> Rates<TKey>(List<MetFailure> ended, IReadOnlyList<AnsweredHour> answered, Func<StoredFailure, TKey> ofFailure, Func<AnsweredHour, TKey> ofAnswers)
        where TKey : notnull
    {
        var failed = ended.Select(static one => one.Request.Last).OfType<StoredFailure>().ToLookup(ofFailure);
        var calls = answered.ToLookup(ofAnswers, static one => one.Requests);
        return failed.Select(static one => one.Key).Union(calls.Select(static one => one.Key)).Select(key => (key, new Proportion(failed[key].Count(), failed[key].Count() + calls[key].Sum())));
    }

    private static IReadOnlyList<ErrorHour> Hours(TimeZoneInfo zone, IReadOnlyList<MetFailure> met, ErrorEvidence evidence)
    {
        var answered = evidence.Answered.ToLookup(static one => one.Hour, static one => one.Requests);
        var failed = met.ToLookup(one => Hour(one.At, zone));
        var rescued = evidence.Rescued.ToLookup(one => Hour(one.Time, zone));
        return [.. answered.Select(static one => one.Key).Union(failed.Select(static one => one.Key)).Union(rescued.Select(static one => one.Key)).Order()
            .Select(hour => new ErrorHour(hour, answered[hour].Sum(), failed[hour].Count(static one => one.Request.Last is not null), failed[hour].Sum(static one => one.Tries), rescued[hour].Count()))];
    }

    private static DateTimeOffset Hour(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        return local.AddTicks(-(local.TimeOfDay.Ticks % TimeSpan.TicksPerHour)).ToUniversalTime();
    }

    private static IReadOnlyList<LastError> LastErrors(IReadOnlyList<MetFailure> met, List<SeenFailure> refusals, IReadOnlyList<RescuedCall> rescued) =>
    [
        .. met.Select(LastError.Of)
            .Concat(refusals.Select(static one => new LastError(one.Failure.Time, FailureNames.Refusal, one.Failure.StatusCode, one.Failure.Model, "refused", "", 0, one.SessionId)))
            .Concat(rescued.Select(static one => new LastError(one.Time, one.Cause.Length > 0 ? one.Cause : FailureNames.Unknown, null, one.ModelId, "recovered", one.Strategy, one.Attempts - 1, one.SessionId)))
            .OrderByDescending(static one => one.Time).Take(MostNamed),
    ];

    private static IReadOnlyList<string> Sources(List<SeenFailure> failures, ErrorEvidence evidence)
    {
        var told = evidence.Answered.SelectMany(static one => one.Sources).ToHashSet(StringComparer.Ordinal);
        var (otlp, transcripts, gateway) = (failures.Exists(static one => one.Failure.IsTelemetry), failures.Exists(static one => one.Failure.IsTranscript), failures.Exists(static one => one.Failure.IsGateway));
        return [.. SourceOrder.Where(name => told.Contains(name) || (name == "otlp" && otlp) || (name == "transcripts" && transcripts) || (name == "gateway" && (gateway || evidence.Rescued.Count > 0)))];
    }

    private static DateTimeOffset? Newest(List<SeenFailure> failures, IReadOnlyList<AnsweredHour> answered)
    {
        var times = answered.Select(static one => one.Newest).Concat(failures.Select(static one => one.Failure.Time)).ToList();
        return times.Count == 0 ? null : times.Max();
    }
}
