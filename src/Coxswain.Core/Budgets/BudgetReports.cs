using Coxswain.Core.Budgets.Forecasting;
using Coxswain.Core.Budgets.Periods;
using Coxswain.Core.Kernel;
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
    public async Task<IReadOnlyList<BudgetStatus>> ReadAsync(IReadOnlyList<Budget> some, string session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(some);
        ArgumentNullException.ThrowIfNull(session);
        var (now, zone) = (clock.GetUtcNow(), Zone);
        var changes = some.Count == 0 ? [] : await budgets.ListOverridesAsync(cancellationToken).ConfigureAwait(false);
        var answer = new List<BudgetStatus>();
        foreach (var budget in some)
        {
            var status = await StatusAsync(budget, BudgetWindow.At(budget.Period, now, zone), zone, session, cancellationToken).ConfigureAwait(false);
            answer.Add(status with { Override = changes.Where(change => change.Holds(budget.Name, now)).MaxBy(static change => change.Until) });
        }

        return answer;
    }

    /// <summary>The same, each of a day, week or month with what it will have cost at its end.</summary>
    public async Task<IReadOnlyList<BudgetStatus>> ReadWithForecastsAsync(string session, CancellationToken cancellationToken)
    {
        var statuses = await ReadAsync(session, cancellationToken).ConfigureAwait(false);
        var span = await usage.ReadSpanAsync(cancellationToken).ConfigureAwait(false);
        var answer = new List<BudgetStatus>();
        foreach (var status in statuses)
        {
            answer.Add(status is { Window: { } window, Spend.CostUsd: { } spent } ? status with { Forecast = await ForecastAsync(status.Budget, window, spent, span, cancellationToken).ConfigureAwait(false) } : status);
        }

        return answer;
    }

    private async Task<SpendForecast> ForecastAsync(Budget budget, BudgetWindow window, decimal spent, TimeRange? span, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var filter = new UsageFilter(null, null, Zone, budget.Scope.Project, "", "") { Branch = budget.Scope.Branch };
        var hours = await usage.ReadHoursAsync(filter, cancellationToken).ConfigureAwait(false);
        return SpendForecaster.Forecast(new ForecastQuestion
        {
            Window = window,
            Now = now,
            TimeZone = Zone,
            SpentUsd = spent,
            LimitUsd = budget.LimitUsd,
            History = [.. hours.Where(static hour => hour.Totals.CostUsd is not null).Select(hour => Local(hour.Hour, hour.Totals.CostUsd ?? 0))],
            // The day of the first request may have begun before anything was received.
            KnownSince = Day(span?.From ?? now).AddDays(1),
        });
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
