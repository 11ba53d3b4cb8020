using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Analysis;

namespace Coxswain.Core.Monitoring.Errors;

/// <summary>How often requests fail, with what, and what becomes of them, over all sessions of a time.</summary>
/// <param name="Since">First moment asked for; <see langword="null"/>: from the beginning.</param>
/// <param name="Until">First moment no longer asked for; <see langword="null"/>: up to now.</param>
/// <param name="Answered">Requests that were answered, refusals among them.</param>
/// <param name="GivenUp">Requests that ended with a failure, of all.</param>
/// <param name="FailedTries">Tries that failed as clients saw them, of all tries.</param>
/// <param name="HiddenTries">Attempts of the gateway that failed and that it followed by another: their clients saw nothing of them, and they are not in <paramref name="FailedTries"/>.</param>
/// <param name="Recovered">Of requests that met a failure and whose end is known, those that were answered.</param>
/// <param name="RecoveredByClient">The same, of those whose client saw the failure.</param>
/// <param name="RecoveredByGateway">Calls the gateway brought to an answer after a failure, of those it tried again for.</param>
/// <param name="UnknownEnds">Requests with a failed try after which nothing came, so that nobody knows.</param>
/// <param name="Trend"><see langword="null"/>: the time has no beginning, so that there is none before.</param>
/// <param name="LastErrors">The newest first.</param>
/// <param name="Hours">The oldest first; hours without requests are not there.</param>
/// <param name="Outcomes">What attempts of the gateway after a failure brought, by failure, strategy and model.</param>
/// <param name="Suggestions">What may help, each with its numbers; without such numbers nothing is suggested.</param>
/// <param name="Newest">The newest request or failure in it; <see langword="null"/>: there is none.</param>
/// <param name="IsCut">There are more failures than were looked at: the oldest are left out.</param>
public sealed record ErrorRateReport(
    string TimeZone,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    string Project,
    string Model,
    DateTimeOffset AsOf,
    long Answered,
    Proportion GivenUp,
    Proportion FailedTries,
    long HiddenTries,
    Proportion Recovered,
    Proportion RecoveredByClient,
    Proportion RecoveredByGateway,
    long UnknownEnds,
    long Refusals,
    ErrorTrend? Trend,
    IReadOnlyList<ErrorClassRow> Classes,
    IReadOnlyList<ErrorModelRow> Models,
    IReadOnlyList<ErrorSizeRow> Sizes,
    IReadOnlyList<ErrorHour> Hours,
    IReadOnlyList<LastError> LastErrors,
    IReadOnlyList<RecoveryOutcome> Outcomes,
    IReadOnlyList<Suggestion> Suggestions,
    IReadOnlyList<string> Sources,
    DateTimeOffset? Newest,
    bool IsCut)
{
    /// <summary><c>ok</c>; <c>no_failures</c>: there are requests and none failed; <c>no_data</c>: nothing is stored of this time.</summary>
    public string State => Classes.Count > 0 ? "ok" : Answered > 0 ? "no_failures" : "no_data";

    /// <summary>There may be more failed tries: only transcripts and the gateway tell those of requests that were answered in the end.</summary>
    public bool IsTriesLeast { get; init; }

    /// <summary>The last hour, whatever the range; <see langword="null"/>: not asked for.</summary>
    public RecentErrors? Recent { get; init; }

    /// <summary>Rows already received that the store did not have yet.</summary>
    public long PendingRows { get; init; }

    /// <summary>Said when damage may have taken rows; <see langword="null"/> otherwise.</summary>
    public string? DamageNote { get; init; }
}
