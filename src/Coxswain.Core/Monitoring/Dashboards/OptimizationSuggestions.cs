namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>What may be done better, with the evidence for each.</summary>
/// <param name="ModelSwitchRecommendations">From what switches of the model were measured to have saved.</param>
/// <param name="WorkflowImprovements">From what failed.</param>
/// <param name="CostSavingOpportunities">From what was lost of the prompt cache.</param>
public sealed record OptimizationSuggestions(AdviceList ModelSwitchRecommendations, AdviceList WorkflowImprovements, AdviceList CostSavingOpportunities);
