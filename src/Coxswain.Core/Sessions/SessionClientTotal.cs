namespace Coxswain.Core.Sessions;

/// <summary>
/// The client's own running total of a session against the requests stored of it: of its transcript (<c>cost-state</c>), else the sum of its metric
/// <c>claude_code.cost.usage</c>, which has answers that were interrupted, for which no event is sent. It includes calls that leave no line in transcripts
/// (compactions, titles, tries that were cut) and, in a forked session, all its origin had cost by then, which is taken out before the two are compared.
/// </summary>
/// <param name="SeenAt">How far the transcript was when the client wrote the total; later requests are not in it.</param>
/// <param name="StoredUsd">What the client would count for the stored requests: its own figure where it gave one, else ours.</param>
/// <param name="RequestsWithoutFigure">Stored requests nobody gave a figure for.</param>
/// <param name="NewestRequest">Time of the newest stored request; <see langword="null"/>: none is stored.</param>
public sealed record SessionClientTotal(
    string SessionId, DateTimeOffset SeenAt, decimal TotalUsd, decimal StoredUsd, long StoredRequests, long RequestsWithoutFigure, long Compactions,
    DateTimeOffset? NewestRequest)
{
    /// <summary>The client adds up in floating point; below this nothing is missing.</summary>
    public const decimal Tolerance = 0.000001m;

    /// <summary><c>transcript</c> or <c>metric</c>. A metric may have begun after the session did, and comes once a minute: it is never too low.</summary>
    public string ToldBy { get; init; } = "transcript";

    /// <summary>The session it was forked from; empty when it is no fork.</summary>
    public string OriginSessionId { get; init; } = "";

    /// <summary>What the origin's client had counted when the fork began; <see langword="null"/>: it is no fork, or no transcript tells it.</summary>
    public decimal? OriginTotalUsd { get; init; }

    /// <summary>The part of the total that the session itself cost; <see langword="null"/>: a fork's whose origin's part is not known.</summary>
    public decimal? OwnTotalUsd => OriginSessionId.Length == 0 ? TotalUsd : TotalUsd - OriginTotalUsd;

    /// <summary>What the client counts and no stored request explains; 0 when all is explained, <see langword="null"/> when it cannot be told: some requests have no figure, or the origin's part is not known.</summary>
    public decimal? UnexplainedUsd => RequestsWithoutFigure > 0 ? null : OwnTotalUsd is { } own ? own - StoredUsd > Tolerance ? own - StoredUsd : 0 : null;

    /// <summary>True when a stored request was made after the client wrote its total, so it is not in it.</summary>
    public bool HasLaterRequests => NewestRequest > SeenAt;

    /// <summary>What is stored beyond the client's total though no request came after it: something may be counted twice. 0 when there is no such amount.</summary>
    public decimal OvercountedUsd => ToldBy == "transcript" && !HasLaterRequests && StoredUsd - (OwnTotalUsd ?? TotalUsd) > Tolerance ? StoredUsd - (OwnTotalUsd ?? TotalUsd) : 0;
}
