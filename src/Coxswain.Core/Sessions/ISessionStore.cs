using Coxswain.Core.Kernel;

namespace Coxswain.Core.Sessions;

/// <summary>Sessions as all sources together tell them.</summary>
public interface ISessionStore
{
    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<SessionSummary>> ListAsync(SessionFilter filter, CancellationToken cancellationToken);

    /// <summary>Oldest and newest event of all sessions; <see langword="null"/>: there is none.</summary>
    Task<TimeRange?> ReadSpanAsync(CancellationToken cancellationToken);

    /// <summary>Ids that start with <paramref name="start"/>: that very id first, then the newest.</summary>
    Task<IReadOnlyList<string>> MatchAsync(string start, int limit, CancellationToken cancellationToken);

    /// <summary>Sessions whose client told its own total last in <paramref name="range"/>, those with most unexplained first.</summary>
    /// <param name="sessionId">Only this one; empty: all.</param>
    Task<IReadOnlyList<SessionClientTotal>> ReadClientTotalsAsync(string sessionId, TimeRange range, int limit, CancellationToken cancellationToken);

    /// <returns><see langword="null"/> when the store knows no such session.</returns>
    Task<SessionDetail?> FindAsync(string sessionId, CancellationToken cancellationToken);
}
