namespace Coxswain.Core.Monitoring.Dashboards;

public sealed record CostOptimization(CostMetrics Metrics, AdviceList ModelSwitchRecommendations, AdviceList CostSavingOpportunities);
