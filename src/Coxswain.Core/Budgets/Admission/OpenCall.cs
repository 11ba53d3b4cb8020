namespace Coxswain.Core.Budgets.Admission;

/// <summary>A call whose cost the store does not have yet.</summary>
/// <param name="CostUsd">What it is counted with: the estimate, until it has ended.</param>
internal sealed record OpenCall(Reservation Reservation, decimal CostUsd, OpenCallState State);
