using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Switching.Recorded;
using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Home;

/// <summary>Asks for what the home page shows, its parts beside each other.</summary>
public sealed class HomeReader(IUsageStore usage, BudgetReports budgets, CacheReports caches, SwitchReports switches, TimeProvider clock)
{
    public const int MostReceipts = 1000;

    public async Task<HomeAnswers> ReadAsync(HomeQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var spend = TellAsync(() => SpendAsync(question, now, zone, cancellationToken));
        var budget = TellAsync(() => budgets.ReadWithForecastsAsync("", cancellationToken));
        var cache = TellAsync(async () => await caches.AnswerAsync("cause", question.ToUsage("session", now, zone), [], cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The question of the home page cannot be asked of the cache ledger."));
        var receipts = TellAsync(async () => await switches.AnswerAsync(question.ToUsage("session", now, zone).Since, zone.Id, "", MostReceipts, [], cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The question of the home page cannot be asked of the receipts."));
        return new HomeAnswers(
            question, now, zone, await spend.ConfigureAwait(false), await budget.ConfigureAwait(false), await cache.ConfigureAwait(false), await receipts.ConfigureAwait(false));
    }

    private async Task<SpendAnswer> SpendAsync(HomeQuestion question, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var filter = new UsageFilter(LocalMoment.First(question.FirstDay(now, zone).ToDateTime(TimeOnly.MinValue), zone), null, zone, question.Project, question.Model, "");
        var models = usage.ReadAsync(UsageGrouping.Model, filter, cancellationToken);
        var hours = usage.ReadHoursAsync(filter, cancellationToken);
        var span = usage.ReadSpanAsync(cancellationToken);
        return new SpendAnswer(await hours.ConfigureAwait(false), await models.ConfigureAwait(false), (await span.ConfigureAwait(false))?.From);
    }

    private static async Task<Told<T>> TellAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return new Told<T>(await ask().ConfigureAwait(false), null);
        }
        catch (UnavailableException problem)
        {
            return new Told<T>(null, problem.Message);
        }
    }
}
