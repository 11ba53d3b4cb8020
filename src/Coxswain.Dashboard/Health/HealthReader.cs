using Coxswain.Core.Health;
using Coxswain.Core.Ratings;
using Coxswain.Core.Recovery.Capabilities;
using Coxswain.Core.Sessions;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Health;

/// <summary>Asks for context health, of the session with the newest event unless one is named, and for ratings.</summary>
public sealed class HealthReader(
    SessionHealth health, IStatusLineContexts contexts, ISessionStore sessions, IPastWindowStore windows, IRatingStore ratings, ModelCatalog models, TimeProvider clock)
{
    /// <summary>The extra of the address that names a session.</summary>
    public const string Session = "session";

    private const int MostSessions = 40;

    /// <param name="isWhole">And ratings, and what the last sessions' windows ended with.</param>
    public async Task<HealthAnswers> ReadAsync(PageRequest request, bool isWhole, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var (project, since) = (request.Filter.Project, request.Filter.ToUsage(now, zone).Since);
        var current = Told.AskAsync(() => CurrentAsync(request, cancellationToken));
        var rated = isWhole ? ReadRatingsAsync(request.Filter, cancellationToken) : null;
        var history = isWhole ? Told.AskAsync(() => HealthHistory.ReadAsync(windows, models, project, since, MostSessions, now, cancellationToken)) : null;
        return new HealthAnswers(request, now, zone)
        {
            Current = await current.ConfigureAwait(false),
            Ratings = rated is null ? Told.NotAsked<RatingReport>() : await rated.ConfigureAwait(false),
            History = history is null ? Told.NotAsked<HealthHistory>() : await history.ConfigureAwait(false),
        };
    }

    public Task<Told<RatingReport>> ReadRatingsAsync(PageFilter filter, CancellationToken cancellationToken)
        => Told.AskAsync(() => RatingReport.ReadAsync(ratings, "", filter.Project, null, clock.GetUtcNow(), cancellationToken));

    private async Task<CurrentHealth> CurrentAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var session = request[Session] is { Length: > 0 } named
            ? (await sessions.FindAsync(named, cancellationToken).ConfigureAwait(false))?.Session
            : await NewestConversation.FindAsync(sessions, request.Filter.Project, cancellationToken).ConfigureAwait(false);
        return session is null
            ? new CurrentHealth("", null)
            : new CurrentHealth(session.Title, await health.ExamineAsync(session.SessionId, contexts.Find(session.SessionId), cancellationToken).ConfigureAwait(false)) { Session = session };
    }
}
