namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>The plan's DashboardData: what the home page tells, for programs.</summary>
/// <param name="WorkflowSuggestions">From what failed.</param>
public sealed record DashboardOverview(DateTimeOffset AsOf, TelemetryMetrics TelemetryMetrics, CostOptimization CostOptimization, AdviceList WorkflowSuggestions, ErrorPrevention ErrorPrevention);
