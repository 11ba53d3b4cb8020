namespace Coxswain.Core.Sessions;

/// <summary>Sessions as all sources together tell them.</summary>
public interface ISessionStore
{
    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<SessionSummary>> ListAsync(SessionFilter filter, CancellationToken cancellationToken);

    /// <returns><see langword="null"/> when the store knows no such session.</returns>
    Task<SessionDetail?> FindAsync(string sessionId, CancellationToken cancellationToken);
}
