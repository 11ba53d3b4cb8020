using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Dashboard.Health;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Home;

/// <summary>Asks for what the home page shows, its parts beside each other.</summary>
public sealed class HomeReader(SpendReader spend, BudgetReports budgets, PacedCacheReports caches, SwitchReports switches, HealthReader health, TimeProvider clock)
{
    public const int MostReceipts = 1000;

    /// <summary>Only what was spent, and the budgets it is held against.</summary>
    public async Task<HomeAnswers> ReadSpendAsync(PageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var spent = Told.AskAsync(() => spend.ReadAsync(filter, now, zone, cancellationToken));
        var budget = Told.AskAsync(() => budgets.ReadWithForecastsAsync("", cancellationToken));
        return new HomeAnswers(filter, now, zone) { Spend = await spent.ConfigureAwait(false), Budgets = await budget.ConfigureAwait(false) };
    }

    public async Task<HomeAnswers> ReadAsync(PageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var spent = ReadSpendAsync(filter, cancellationToken);
        var cache = Told.AskAsync(() => caches.ReadAsync(filter.ToQuestion("session", now, zone), cancellationToken));
        var receipts = Told.AskAsync(() => switches.ReadAsync(filter.Window(now, zone).From, zone, "", MostReceipts, cancellationToken));
        var healthy = health.ReadAsync(new PageRequest(filter, "", new Dictionary<string, string>()), withHistory: false, cancellationToken);
        return (await spent.ConfigureAwait(false)) with
        {
            Cache = await cache.ConfigureAwait(false),
            Receipts = await receipts.ConfigureAwait(false),
            Health = await healthy.ConfigureAwait(false),
        };
    }
}
