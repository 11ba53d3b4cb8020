using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Usage.Caching;
using Coxswain.Dashboard.Health;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Home;

/// <summary>Asks for what the home page shows, its parts beside each other.</summary>
public sealed class HomeReader(SpendReader spend, BudgetReports budgets, CacheReports caches, SwitchReports switches, HealthReader health, PacedAnswers paced, TimeProvider clock)
{
    public const int MostReceipts = 1000;

    /// <summary>What was spent alone.</summary>
    public async Task<HomeAnswers> ReadSpendAsync(PageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        return new HomeAnswers(filter, now, zone) { Spend = await Told.AskAsync(() => spend.ReadAsync(filter, now, zone, cancellationToken)).ConfigureAwait(false) };
    }

    /// <summary>And the budgets it is held against.</summary>
    public async Task<HomeAnswers> ReadSpendAndBudgetsAsync(PageFilter filter, CancellationToken cancellationToken)
    {
        var budgeted = ReadBudgetsAsync(cancellationToken);
        return (await ReadSpendAsync(filter, cancellationToken).ConfigureAwait(false)) with { Budgets = await budgeted.ConfigureAwait(false) };
    }

    /// <summary>All else of the page, as old as asking for it makes worth while.</summary>
    public async Task<HomeAnswers> ReadRestAsync(HomeAnswers spent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spent);
        var (filter, now, zone) = (spent.Filter, spent.AsOf, spent.Zone);
        var question = filter.ToQuestion("session", now, zone);
        var from = filter.Window(now, zone).From;
        var newest = new PageRequest(filter, "", new Dictionary<string, string>());
        var budgeted = ReadBudgetsAsync(cancellationToken);
        var cache = paced.ReadAsync(("cache", question), () => Told.AskAsync(() => ReadCacheAsync(question)), Told.Pending<CacheReport>(), cancellationToken);
        var receipts = paced.ReadAsync(
            ("receipts", from), () => Told.AskAsync(() => switches.ReadAsync(from, zone, "", MostReceipts, CancellationToken.None), clock), Told.Pending<SwitchReport>(), cancellationToken);
        var healthy = paced.ReadAsync(
            ("health", filter), () => health.ReadAsync(newest, isWhole: false, CancellationToken.None), new HealthAnswers(newest, now, zone) { Current = Told.Pending<CurrentHealth>() }, cancellationToken);
        // What was just rated is to be seen at once.
        var rated = await health.ReadRatingsAsync(filter, cancellationToken).ConfigureAwait(false);
        return spent with
        {
            Budgets = await budgeted.ConfigureAwait(false),
            Cache = await cache.ConfigureAwait(false),
            Receipts = await receipts.ConfigureAwait(false),
            Health = (await healthy.ConfigureAwait(false)) with { Ratings = rated },
        };
    }

    private Task<Told<IReadOnlyList<BudgetStatus>>> ReadBudgetsAsync(CancellationToken cancellationToken)
        => paced.ReadAsync("budgets", () => Told.AskAsync(() => budgets.ReadWithForecastsAsync("", CancellationToken.None), clock), Told.Pending<IReadOnlyList<BudgetStatus>>(), cancellationToken);

    private async Task<CacheReport> ReadCacheAsync(Core.Usage.UsageQuestion question) =>
        await caches.AnswerAsync("cause", question, [], CancellationToken.None).ConfigureAwait(false) ?? throw new InvalidOperationException("The question cannot be asked of the cache ledger.");
}
