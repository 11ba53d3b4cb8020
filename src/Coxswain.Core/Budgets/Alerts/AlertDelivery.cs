namespace Coxswain.Core.Budgets.Alerts;

/// <summary>One alert and one channel it is for.</summary>
/// <param name="TakenAt"><see langword="null"/>: the channel has not taken it yet.</param>
/// <param name="Failures">Tries that failed; 0 once it is taken, for they are not kept longer.</param>
public sealed record AlertDelivery(string Channel, DateTimeOffset? TakenAt, long Failures);
