namespace Coxswain.Core.Recovery.Learning;

/// <param name="Here">Of this model and size.</param>
/// <param name="InClass">Of all failures of the class.</param>
public sealed record RankedStrategy(RecoveryStrategy Strategy, StrategyRate Here, StrategyRate InClass);
