namespace Coxswain.Core.Budgets.Admission;

/// <summary>Whether a call may be sent.</summary>
/// <param name="IsReserved">Its estimate counts, and goes with its record.</param>
/// <param name="Refusal"><see langword="null"/>: it may be sent.</param>
public sealed record Admitted(bool IsReserved, BudgetRefusal? Refusal)
{
    /// <summary>No budget has a say.</summary>
    public static Admitted Freely { get; } = new(false, null);
}
