namespace Coxswain.Core.Usage.Caching;

/// <summary>One lost turn.</summary>
/// <param name="AgentId">Empty in the main conversation.</param>
/// <param name="IdleSeconds">Since the turn before it was sent.</param>
public sealed record CacheLossRow(
    string SessionId,
    string AgentId,
    DateTimeOffset Time,
    string Model,
    long ExpectedReadTokens,
    long ActualReadTokens,
    long LostTokens,
    decimal? LossUsd,
    bool IsUpperBound,
    IReadOnlyList<string> Causes,
    double IdleSeconds)
{
    internal static CacheLossRow Of(CacheTurn turn) => new(
        turn.Request.SessionId,
        turn.Request.AgentId,
        turn.Request.Time,
        turn.Request.ModelId,
        turn.ExpectedReadTokens ?? 0,
        turn.Request.Usage?.CacheReadTokens ?? 0,
        turn.LostTokens,
        turn.LossUsd,
        turn.IsUpperBound,
        CacheCauseNames.Of(turn.Causes),
        Math.Round(turn.Idle?.TotalSeconds ?? 0, 3));
}
