namespace Coxswain.Server.Api.Budgets;

/// <param name="AsOf">When the store was asked.</param>
/// <param name="TimeZone">Whose days, weeks and months count.</param>
/// <param name="Budgets">By name; none: no budget is set.</param>
/// <param name="PendingRows">Received rows that were not in the store yet.</param>
/// <param name="DamageNote">Rows may be missing; <see langword="null"/>: none are known to be.</param>
/// <param name="LastAlert">The newest threshold that was crossed, of any budget; <see langword="null"/>: none was.</param>
public sealed record BudgetReport(DateTimeOffset AsOf, string TimeZone, IReadOnlyList<BudgetRow> Budgets, long PendingRows, string? DamageNote, AlertRow? LastAlert);
