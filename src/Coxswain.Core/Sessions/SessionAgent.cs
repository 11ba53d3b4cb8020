namespace Coxswain.Core.Sessions;

/// <summary>A conversation inside a session: the main one (empty <paramref name="AgentId"/>) or a subagent's.</summary>
public sealed record SessionAgent(string AgentId, string AgentType, long Requests, long? OutputTokens, decimal? CostUsd, long UnknownCostRequests);
