namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>What is spent, how fast, and what is left.</summary>
/// <param name="SessionId">Which session <paramref name="SessionCost"/> is of: the one asked for, else that with the newest event; empty: there is none.</param>
/// <param name="BurnRate">Of the last 60 minutes, idle ones included, all sessions together.</param>
/// <param name="BudgetRemaining">Of the budget with the least left; below 0 when more was spent.</param>
/// <param name="Budget">Its name; empty: there is none to tell of.</param>
/// <param name="ModelBreakdown">Of the time asked for, the dearest first; empty: no request.</param>
public sealed record CostMetrics(string SessionId, Figure SessionCost, Figure BurnRate, Figure BudgetRemaining, string Budget, IReadOnlyList<ModelCost> ModelBreakdown)
{
    /// <summary>Of the time asked for, all models together.</summary>
    public required Figure Cost { get; init; }
}
