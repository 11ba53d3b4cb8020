using Coxswain.Core.Budgets.Forecasting;
using Coxswain.Core.Budgets.Periods;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets;

/// <summary>How far budgets are used, by all that was stored of requests, whoever told of them.</summary>
public sealed class BudgetReports(IBudgetStore budgets, IUsageStore usage, TimeProvider clock)
{
    /// <summary>Whose days, weeks and months count.</summary>
    public TimeZoneInfo Zone => clock.LocalTimeZone;

    /// <param name="session">Whose spend session budgets are compared with; empty: none.</param>
    public async Task<IReadOnlyList<BudgetStatus>> ReadAsync(string session, CancellationToken cancellationToken)
        => await ReadAsync(await budgets.ListAsync(cancellationToken).ConfigureAwait(false), session, cancellationToken).ConfigureAwait(false);

    /// <summary>The same, of some budgets.</summary>
    public Task<IReadOnlyList<BudgetStatus>> ReadAsync(IReadOnlyList<Budget> some, string session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(some);
        ArgumentNullException.ThrowIfNull(session);
        return ReadAsync(some, session, clock.GetUtcNow(), cancellationToken);
    }

    private async Task<IReadOnlyList<BudgetStatus>> ReadAsync(IReadOnlyList<Budget> some, string session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var zone = Zone;
        var changes = some.Count == 0 ? [] : await budgets.ListOverridesAsync(cancellationToken).ConfigureAwait(false);
        var answer = new List<BudgetStatus>();
        foreach (var budget in some)
        {
            var status = await StatusAsync(budget, BudgetWindow.At(budget.Period, now, zone), zone, session, cancellationToken).ConfigureAwait(false);
            answer.Add(status with { Override = changes.Where(change => change.Holds(budget.Name, now)).MaxBy(static change => change.Until) });
        }

        return answer;
    }

    /// <summary>What counts against a budget in one window, which may be over.</summary>
    public async Task<BudgetSpend> ReadWindowAsync(Budget budget, BudgetWindow window, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return (await StatusAsync(budget, window, Zone, "", cancellationToken).ConfigureAwait(false)).Spend ?? BudgetSpend.Nothing;
    }

    /// <summary>The same, each of a day, week or month with what it will have cost at its end.</summary>
    public async Task<IReadOnlyList<BudgetStatus>> ReadWithForecastsAsync(string session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var now = clock.GetUtcNow();
        var statuses = await ReadAsync(await budgets.ListAsync(cancellationToken).ConfigureAwait(false), session, now, cancellationToken).ConfigureAwait(false);
        var span = await usage.ReadSpanAsync(cancellationToken).ConfigureAwait(false);

        // The day of the first request may have begun before anything was received.
        var knownSince = Day(span?.From ?? now).AddDays(1);
        var histories = new Dictionary<BudgetScope, IReadOnlyList<HourlySpend>>();
        var answer = new List<BudgetStatus>();
        foreach (var status in statuses)
        {
            if (status is not { Window: { } window, Spend.CostUsd: { } spent })
            {
                answer.Add(status);
                continue;
            }

            var scope = status.Budget.Scope;
            if (!histories.TryGetValue(scope, out var history))
            {
                histories[scope] = history = await HistoryAsync(scope, cancellationToken).ConfigureAwait(false);
            }

            var forecast = SpendForecaster.Forecast(new ForecastQuestion
            {
                Window = window, Now = now, TimeZone = Zone, SpentUsd = spent, LimitUsd = status.Budget.LimitUsd, History = history, KnownSince = knownSince,
            });
            answer.Add(status with { Forecast = forecast });
        }

        return answer;
    }

    private async Task<IReadOnlyList<HourlySpend>> HistoryAsync(BudgetScope scope, CancellationToken cancellationToken)
    {
        var hours = await usage.ReadHoursAsync(new UsageFilter(null, null, Zone, scope.Project, "", "") { Branch = scope.Branch }, cancellationToken).ConfigureAwait(false);
        return [.. hours.Where(static hour => hour.Totals.CostUsd is not null).Select(hour => Local(hour.Hour, hour.Totals.CostUsd ?? 0))];
    }

    private HourlySpend Local(DateTimeOffset hour, decimal cost) => new(Day(hour), TimeZoneInfo.ConvertTime(hour, Zone).Hour, cost);

    private DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);

    private async Task<BudgetStatus> StatusAsync(Budget budget, BudgetWindow? window, TimeZoneInfo zone, string session, CancellationToken cancellationToken)
    {
        if (window is null && (budget.Period != BudgetPeriod.Session || session.Length == 0))
        {
            return new BudgetStatus(budget, null, "", null);
        }

        var asked = budget.Period == BudgetPeriod.Session ? session : "";
        var filter = new UsageFilter(window?.Start, window?.End, zone, budget.Scope.Project, "", asked) { Branch = budget.Scope.Branch };
        return new BudgetStatus(budget, window, asked, Sum(await usage.ReadAsync(UsageGrouping.Model, filter, cancellationToken).ConfigureAwait(false)));
    }

    private static BudgetSpend Sum(IReadOnlyList<UsageRow> rows)
    {
        if (rows.Count == 0)
        {
            return BudgetSpend.Nothing;
        }

        var totals = rows.Select(static row => row.Totals).Aggregate(static (one, other) => one.Plus(other));
        return new BudgetSpend(totals.Requests, totals.CostUsd, totals.UnknownCostRequests, totals.LastRequest);
    }
}
