using Coxswain.Core.Budgets.Actions;

namespace Coxswain.Server.Api.Budgets;

/// <param name="AsOf">When the store was asked.</param>
/// <param name="Since">From when on.</param>
/// <param name="Actions">The newest first; none: no budget did anything that was recorded.</param>
/// <param name="IsCut">There were more than <see cref="Most"/>: older ones are left out.</param>
/// <param name="PendingRows">Received rows that were not in the store yet.</param>
/// <param name="DamageNote">Rows may be missing; <see langword="null"/>: none are known to be.</param>
public sealed record BudgetActionReport(DateTimeOffset AsOf, DateTimeOffset Since, IReadOnlyList<BudgetActionTaken> Actions, bool IsCut, long PendingRows, string? DamageNote)
{
    public const int Most = 1000;
    public const int UsualDays = 30;
}
