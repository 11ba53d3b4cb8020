namespace Coxswain.Core.Budgets.Switching.Recorded;

/// <summary>A switch and what it has saved so far.</summary>
public sealed record SwitchOutcome(RecordedSwitch Switch, RealisedSaving Realised);
