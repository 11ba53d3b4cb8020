namespace Coxswain.Core.Recovery.Learning;

/// <summary>What is believed of a strategy before anything was measured.</summary>
/// <param name="SuccessRate">In (0, 1); the order of the rates is the plan's order.</param>
/// <param name="NeedsEvidence">Stays last until enough outcomes speak for it.</param>
public sealed record StrategyPrior(RecoveryStrategy Strategy, double SuccessRate, bool NeedsEvidence = false);
