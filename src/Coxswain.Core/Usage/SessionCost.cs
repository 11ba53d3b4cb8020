namespace Coxswain.Core.Usage;

/// <param name="CostUsd">Of the session's requests whose cost is known.</param>
public sealed record SessionCost(string SessionId, decimal CostUsd);
