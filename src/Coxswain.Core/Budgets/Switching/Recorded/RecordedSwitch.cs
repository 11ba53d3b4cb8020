namespace Coxswain.Core.Budgets.Switching.Recorded;

/// <summary>A switch of the model as it was kept.</summary>
/// <param name="AgentId">Empty: the main conversation.</param>
/// <param name="Moment"><see langword="null"/>: not told in a word that is known; the receipt's own then says nothing.</param>
/// <param name="Budget">Whose use led to it; empty: not told.</param>
/// <param name="BudgetShare">How far that was used, 1 for all of it; <see langword="null"/>: not told.</param>
/// <param name="CallAt">When the switched call came; at the latest the time of the receipt.</param>
/// <param name="Gap">Why no saving can be worked out from it; empty: it can.</param>
public sealed record RecordedSwitch(SwitchReceipt Receipt, string AgentId, SwitchMoment? Moment, string Budget, double? BudgetShare, DateTimeOffset CallAt, string Gap);
