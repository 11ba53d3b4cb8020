using Coxswain.Core.Budgets;
using Coxswain.Dashboard.Home;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Budgets;

/// <summary>Budgets: how far each is used, and forms that set, remove and override them.</summary>
public sealed class BudgetsPage(BudgetReports budgets, IBudgetStore store, TimeProvider clock) : IPage
{
    public PagePlace Place { get; } = new("/budgets", "Costs", "Budgets") { TakesFilter = false };

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var statuses = Told.AskAsync(() => budgets.ReadWithForecastsAsync("", cancellationToken));
        // Not asked of the telemetry store: budgets can be set while it is away.
        var set = Told.AskAsync(() => store.ListAsync(cancellationToken));
        var overrides = Told.AskAsync(() => store.ListOverridesAsync(cancellationToken));
        var data = new HomeAnswers(PageFilter.Everything, now, zone) { Budgets = await statuses.ConfigureAwait(false) };
        var editing = new BudgetEditing(request, now, zone, await set.ConfigureAwait(false), await overrides.ConfigureAwait(false));
        return new PageReading("Budgets", [PageCard.Of<BudgetsCard>("budgets", data), PageCard.Of<BudgetFormCard>("set", editing), PageCard.Of<OverrideCard>("override", editing)], now, null);
    }
}
