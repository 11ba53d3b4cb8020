namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>One session: what it cost, what failed, how its tools did, and what may be done better.</summary>
public sealed record SessionInsights(
    string SessionId, DateTimeOffset AsOf, SessionCostAnalysis CostAnalysis, SessionErrorRisk ErrorRisk, SessionToolEfficiency ToolEfficiency, AdviceList OptimizationSuggestions);
