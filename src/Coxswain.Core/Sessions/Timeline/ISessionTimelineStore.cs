namespace Coxswain.Core.Sessions.Timeline;

/// <summary>What happened in a session, of all sources.</summary>
public interface ISessionTimelineStore
{
    /// <summary>The newest <paramref name="most"/> moments, the oldest first.</summary>
    Task<IReadOnlyList<SessionMoment>> ReadAsync(string sessionId, int most, CancellationToken cancellationToken);
}
