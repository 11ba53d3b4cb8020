namespace Coxswain.Core.Sessions;

/// <summary>A conversation inside a session.</summary>
/// <param name="AgentId">Empty for the main conversation, and for others where only telemetry told: all of one name are then one.</param>
/// <param name="QueryClass"><c>main</c>, <c>subagent</c>, or <c>auxiliary</c>: titles, summaries and the like.</param>
public sealed record SessionAgent(
    string AgentId, string AgentType, string QueryClass, long Requests, long? OutputTokens, decimal? CostUsd, long UnknownCostRequests);
