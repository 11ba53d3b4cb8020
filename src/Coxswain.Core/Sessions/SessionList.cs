using Coxswain.Core.Kernel;

namespace Coxswain.Core.Sessions;

/// <summary>Sessions, the newest first, with everything needed to judge the list: what was asked, how much of it there is, what it rests on and how fresh that is.</summary>
/// <param name="Project">The folder asked for; empty: all.</param>
/// <param name="Since">Sessions with an event at or after this time were asked for; <see langword="null"/>: from the beginning.</param>
/// <param name="Limit">How many were asked for at most.</param>
/// <param name="HasMore">More than <paramref name="Limit"/> match; the older ones are left out.</param>
/// <param name="OldestEvent">Oldest event of the store's sessions, whatever was asked; <see langword="null"/>: there is none.</param>
/// <param name="NewestEvent">Newest event of the store's sessions, whatever was asked; <see langword="null"/>: there is none.</param>
/// <param name="PricesPublished">The day the shipped prices were last looked over.</param>
/// <param name="PendingRows">Rows already received that the store did not have yet when it was asked.</param>
/// <param name="Damage">Pieces of damage that nobody has acknowledged: rows may be missing.</param>
public sealed record SessionList(
    string Project,
    DateTimeOffset? Since,
    int Limit,
    bool HasMore,
    DateTimeOffset AsOf,
    DateTimeOffset? OldestEvent,
    DateTimeOffset? NewestEvent,
    DateOnly PricesPublished,
    long PendingRows,
    int Damage,
    IReadOnlyList<SessionSummary> Sessions)
{
    /// <param name="span">Oldest and newest event of the store's sessions.</param>
    /// <param name="found">One more than asked for, where there are more.</param>
    public static SessionList Of(SessionFilter filter, IReadOnlyList<SessionSummary> found, TimeRange? span, DateTimeOffset asOf, DateOnly pricesPublished, long pendingRows, int damage)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(found);
        return new SessionList(
            filter.Project, filter.Since, filter.Limit, found.Count > filter.Limit, asOf, span?.From, span?.To, pricesPublished, pendingRows, damage, [.. found.Take(filter.Limit)]);
    }

    /// <summary><see cref="Damage"/> in one line, and what brings rows back; <see langword="null"/> when there is none.</summary>
    public string? DamageNote { get; init; }

    /// <summary>Said when requests of the sessions listed, or sessions asked for, are older than the store keeps; <see langword="null"/> otherwise.</summary>
    public string? RetentionNote { get; init; }

    /// <summary><c>ok</c>, or <c>no_data</c>: no session matches. A store that cannot be asked is an error, not a list.</summary>
    public string State => Sessions.Count == 0 ? "no_data" : "ok";

    /// <summary>Where the sessions listed are known from.</summary>
    public IReadOnlyList<string> Sources => [.. Sessions.SelectMany(static session => session.Sources).Distinct().Order(StringComparer.Ordinal)];
}
