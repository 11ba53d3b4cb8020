namespace Coxswain.Core.Usage.Caching;

/// <param name="AgentId">Empty in the main conversation.</param>
public sealed record CacheCompaction(string SessionId, string AgentId, DateTimeOffset Time);
