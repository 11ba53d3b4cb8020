using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>
/// What failed in the last hour against the seven days before, whatever the range of the report it comes with. Rates are those of failures that pass by themselves:
/// a request that its own fault or the account ended says nothing about the API.
/// </summary>
/// <param name="BeforeFrom">First moment of the time it is compared with, which ends where the hour begins.</param>
/// <param name="From">First moment of the hour.</param>
/// <param name="GivenUp">Requests that ended so, of all.</param>
/// <param name="GivenUpBefore">Of none: nothing is stored of the time before, or there are more failures than are looked at.</param>
/// <param name="FailedTries">As clients saw them, of all tries.</param>
/// <param name="Rescued">Calls the gateway brought to an answer after a failure, in the hour.</param>
/// <param name="HiddenTries">Failed attempts of those calls.</param>
/// <param name="Failures">Every request of the hour that ended with a failure of any kind, the newest first.</param>
public sealed record RecentErrors(
    DateTimeOffset BeforeFrom,
    DateTimeOffset From,
    Proportion GivenUp,
    Proportion GivenUpBefore,
    Proportion FailedTries,
    Proportion FailedTriesBefore,
    long Rescued,
    long HiddenTries,
    IReadOnlyList<LastError> Failures)
{
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static readonly TimeSpan Before = TimeSpan.FromDays(7);

    /// <param name="failures">Of both times, in the order of time; at most one more than <see cref="ErrorRates.Most"/>.</param>
    /// <param name="answeredBefore">Requests answered in the time before.</param>
    /// <param name="answered">Requests answered in the hour.</param>
    public static RecentErrors Of(DateTimeOffset asOf, IReadOnlyList<SeenFailure> failures, long answeredBefore, long answered, IReadOnlyList<RescuedCall> rescued)
    {
        ArgumentNullException.ThrowIfNull(failures);
        ArgumentNullException.ThrowIfNull(rescued);
        var from = asOf - Hour;
        var met = MetFailure.Of(failures).ToLookup(one => one.At >= from);
        List<MetFailure> now = [.. met[true]];
        var then = failures.Count > ErrorRates.Most ? null : met[false].Where(one => one.At >= from - Before).ToList();
        return new RecentErrors(
            from - Before,
            from,
            Ended(now, answered),
            then is null ? new Proportion(0, 0) : Ended(then, answeredBefore),
            Tried(now, answered),
            then is null ? new Proportion(0, 0) : Tried(then, answeredBefore),
            rescued.Count,
            rescued.Sum(static call => call.Attempts - 1),
            [.. now.Where(static one => one.Request.Last is not null).Select(LastError.Of).OrderByDescending(static one => one.Time)]);
    }

    private static Proportion Ended(List<MetFailure> met, long answered)
    {
        var ended = met.Count(static one => one.Request.Last is { } last && Passes(FailureNames.Of(last)));
        return new Proportion(ended, answered + ended);
    }

    private static Proportion Tried(List<MetFailure> met, long answered)
    {
        var tries = met.SelectMany(static one => one.Request.Tries).Where(static one => Passes(one.Class)).Sum(static one => one.Count);
        return new Proportion(tries, answered + tries);
    }

    /// <summary>What nobody can name may be an outage.</summary>
    internal static bool Passes(string name) => FailureNames.ClassNamed(name) is not { } known || FailureGroups.IsPassing(known);
}
