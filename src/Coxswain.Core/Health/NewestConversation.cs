using Coxswain.Core.Sessions;

namespace Coxswain.Core.Health;

/// <summary>The session that is meant where none is named.</summary>
public static class NewestConversation
{
    private const string Gateway = "gateway";
    private const int MostLookedAt = 20;

    /// <summary>That with the newest event. One of which only the gateway knows has no transcript and says nothing of its window, so that the newest other one goes before it.</summary>
    /// <param name="project">A folder; empty: of all.</param>
    /// <returns><see langword="null"/>: there is no session.</returns>
    public static async Task<SessionSummary?> FindAsync(ISessionStore sessions, string project, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        var newest = await sessions.ListAsync(new SessionFilter(project, "", null, 1), cancellationToken).ConfigureAwait(false) is [var found, ..] ? found : null;
        return newest is { Sources: [Gateway] }
            ? (await sessions.ListAsync(new SessionFilter(project, "", null, MostLookedAt), cancellationToken).ConfigureAwait(false)).FirstOrDefault(static one => one.Sources is not [Gateway]) ?? newest
            : newest;
    }
}
