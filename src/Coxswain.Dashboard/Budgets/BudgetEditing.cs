using Coxswain.Core.Budgets;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Budgets;

/// <summary>What the forms of the budgets page begin with.</summary>
/// <param name="Overrides">All that were ever made, the newest first.</param>
public sealed record BudgetEditing(PageRequest Request, DateTimeOffset AsOf, TimeZoneInfo Zone, Told<IReadOnlyList<Budget>> Budgets, Told<IReadOnlyList<BudgetOverride>> Overrides)
{
    /// <summary>The extra of the address that names the budget to change.</summary>
    public const string Edit = "edit";

    public static BudgetEditing Empty { get; } = new(PageRequest.Empty, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, Told.NotAsked<IReadOnlyList<Budget>>(), Told.NotAsked<IReadOnlyList<BudgetOverride>>());

    /// <summary>The budget to change; <see langword="null"/>: a new one.</summary>
    public Budget? Changed => Budgets.Value?.FirstOrDefault(one => one.Name == Request[Edit]);
}
