using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Forecasting;
using Coxswain.Core.Budgets.Periods;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets;

/// <summary>How far budgets are used, by all that was stored of requests, whoever told of them.</summary>
public sealed class BudgetReports(IBudgetStore budgets, IUsageStore usage, OpenCalls open, TimeProvider clock)
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
        await open.LoadAsync(cancellationToken).ConfigureAwait(false);
        var changes = some.Count == 0 ? [] : await budgets.ListOverridesAsync(cancellationToken).ConfigureAwait(false);
        var answer = new List<BudgetStatus>();
        foreach (var budget in some)
        {
            var status = await StatusAsync(budget, session, now, cancellationToken).ConfigureAwait(false);
            answer.Add(status with { Override = Override(changes, budget, now) });
        }

        return answer;
    }

    /// <returns>What holds now, the longest; <see langword="null"/>: none does.</returns>
    internal static BudgetOverride? Override(IReadOnlyList<BudgetOverride> changes, Budget budget, DateTimeOffset now)
        => BudgetOverride.At(changes, budget.Name, now);

    /// <summary>What counts against a budget in one window, which may be over.</summary>
    public async Task<BudgetSpend> ReadWindowAsync(Budget budget, BudgetWindow window, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return await SpendAsync(new BudgetSpan(budget.Scope, window, ""), cancellationToken).ConfigureAwait(false);
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
        var hours = await usage.ReadHoursAsync(new UsageFilter(null, null, Zone, scope.Project, "", "") { Branch = scope.Branch, User = scope.User }, cancellationToken).ConfigureAwait(false);
        return [.. hours.Where(static hour => hour.Totals.CostUsd is not null).Select(hour => Local(hour.Hour, hour.Totals.CostUsd ?? 0))];
    }

    private HourlySpend Local(DateTimeOffset hour, decimal cost) => new(Day(hour), TimeZoneInfo.ConvertTime(hour, Zone).Hour, cost);

    private DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);

    private async Task<BudgetStatus> StatusAsync(Budget budget, string session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (BudgetSpan.Of(budget, session, now, Zone) is not { } span)
        {
            return new BudgetStatus(budget, null, "", null);
        }

        return new BudgetStatus(budget, span.Window, span.Session, await SpendAsync(span, cancellationToken).ConfigureAwait(false)) { Open = open.Of(span) };
    }

    private async Task<BudgetSpend> SpendAsync(BudgetSpan span, CancellationToken cancellationToken)
        => Sum(await usage.ReadAsync(UsageGrouping.Model, span.ToFilter(Zone), cancellationToken).ConfigureAwait(false));

    internal static BudgetSpend Sum(IReadOnlyList<UsageRow> rows)
    {
        if (rows.Count == 0)
        {
            return BudgetSpend.Nothing;
        }

        var totals = rows.Select(static row => row.Totals).Aggregate(static (one, other) => one.Plus(other));
        return new BudgetSpend(totals.Requests, totals.CostUsd, totals.UnknownCostRequests, totals.LastRequest);
    }
}
