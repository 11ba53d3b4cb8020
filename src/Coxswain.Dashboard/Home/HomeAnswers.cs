using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Usage.Caching;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Home;

/// <summary>All that the home page shows. Each part stands alone: what cannot be asked takes nothing else with it.</summary>
public sealed record HomeAnswers(
    HomeQuestion Question,
    DateTimeOffset AsOf,
    TimeZoneInfo Zone,
    Told<SpendAnswer> Spend,
    Told<IReadOnlyList<BudgetStatus>> Budgets,
    Told<CacheReport> Cache,
    Told<SwitchReport> Receipts)
{
    /// <summary>Before anything was asked.</summary>
    public static HomeAnswers Empty { get; } = new(
        HomeQuestion.Of(null, null, null), DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, new Told<SpendAnswer>(null, "not asked"), new Told<IReadOnlyList<BudgetStatus>>(null, "not asked"), new Told<CacheReport>(null, "not asked"),
        new Told<SwitchReport>(null, "not asked"));
}
