namespace Coxswain.Core.Sessions.Timeline;

/// <summary>What happened in a session, the oldest first.</summary>
/// <param name="IsCut">There is more: the oldest is left out.</param>
public sealed record SessionTimeline(string SessionId, DateTimeOffset AsOf, IReadOnlyList<SessionMoment> Moments, bool IsCut)
{
    /// <summary>As many moments are told at most.</summary>
    public const int MostMoments = 20_000;

    /// <summary><c>ok</c>, or <c>no_data</c>: the store knows of nothing that happened in it.</summary>
    public string State => Moments.Count == 0 ? "no_data" : "ok";
}
