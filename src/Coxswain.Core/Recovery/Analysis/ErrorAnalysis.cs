namespace Coxswain.Core.Recovery.Analysis;

/// <summary>What failed in a session, how often, and what helped.</summary>
/// <param name="State"><c>ok</c>; <c>no_failures</c>: it has requests and none failed; <c>no_data</c>: nothing is stored of its requests.</param>
/// <param name="Answered">Requests that were answered.</param>
/// <param name="GivenUp">Requests the client gave up on, of all.</param>
/// <param name="FailedTries">All tries that failed.</param>
/// <param name="IsTriesLeast">There may be more: no transcript tells the tries of requests that were answered in the end.</param>
/// <param name="Recovered">Of requests with a failed try, those that the client's own retries brought to an answer; those nobody knows the end of are in neither number.</param>
/// <param name="UnknownEnds">Requests with a failed try whose end nobody knows.</param>
/// <param name="WaitedMs">Time spent in tries that failed and between them, as far as it is told; <see langword="null"/>: nobody told.</param>
/// <param name="IsCut">There are more failures or calls than were looked at; the oldest are left out.</param>
/// <param name="Suggestions"><see langword="null"/> when they were not asked for.</param>
public sealed record ErrorAnalysis(
    string SessionId,
    string State,
    DateTimeOffset AsOf,
    DateTimeOffset? First,
    DateTimeOffset? Last,
    long Answered,
    Proportion GivenUp,
    long FailedTries,
    bool IsTriesLeast,
    Proportion Recovered,
    long UnknownEnds,
    double? WaitedMs,
    bool IsCut,
    IReadOnlyList<FailureClassRow> Classes,
    IReadOnlyList<SizeRow> Sizes,
    IReadOnlyList<Suggestion>? Suggestions)
{
    /// <summary>What attempts of the gateway after a failure brought, which the client saw nothing of; empty: there were none, or its calls did not go through it.</summary>
    public IReadOnlyList<RecoveryOutcome> Gateway { get; init; } = [];

    /// <summary>What resumed the session after it died; <see langword="null"/>: nobody looked.</summary>
    public AutoRecoveryTold? AutoRecovery { get; init; }

    /// <summary>Said when damage may have taken rows; <see langword="null"/> otherwise.</summary>
    public string? DamageNote { get; init; }

    /// <summary>Rows already received that the store did not have yet.</summary>
    public long PendingRows { get; init; }
}
