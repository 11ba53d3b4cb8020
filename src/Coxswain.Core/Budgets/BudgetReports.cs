using System.Collections.Concurrent;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Budgets.Forecasting;
using Coxswain.Core.Budgets.Periods;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets;

/// <summary>How far budgets are used, by all that was stored of requests, whoever told of them.</summary>
public sealed class BudgetReports(IBudgetStore budgets, IUsageStore usage, OpenCalls open, TimeProvider clock)
{
    /// <summary>Questions to the store: each takes it some hundredths of a second, much of it waiting.</summary>
    private const int AtOnce = 4;

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
        var spans = some.Select(budget => (Budget: budget, Span: BudgetSpan.Of(budget, session, now, Zone))).ToList();
        var spent = await EachAsync(spans.Select(static one => one.Span).OfType<BudgetSpan>(), ReadSpanAsync, cancellationToken).ConfigureAwait(false);
        return [.. spans.Select(one => Status(one.Budget, one.Span) with { Override = BudgetOverride.At(changes, one.Budget.Name, now) })];

        BudgetStatus Status(Budget budget, BudgetSpan? span) => span is null
            ? new BudgetStatus(budget, null, "", null)
            : new BudgetStatus(budget, span.Window, span.Session, spent[span].Spend) { Open = spent[span].Open };
    }

    /// <summary>Asks the store about each of some things, a few at once, and about equal ones once.</summary>
    private static async Task<IReadOnlyDictionary<TKey, TValue>> EachAsync<TKey, TValue>(IEnumerable<TKey> keys, Func<TKey, CancellationToken, Task<TValue>> ask, CancellationToken cancellationToken)
        where TKey : notnull
    {
        var answers = new ConcurrentDictionary<TKey, TValue>();
        await Parallel.ForEachAsync(
            keys.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (key, stopping) => answers[key] = await ask(key, stopping).ConfigureAwait(false)).ConfigureAwait(false);
        return answers;
    }

    /// <summary>Calls are looked at before the store: one that ends in between is an estimate still, and in neither only for a moment.</summary>
    private async Task<(OpenSpend Open, BudgetSpend Spend)> ReadSpanAsync(BudgetSpan span, CancellationToken cancellationToken)
    {
        var calls = open.Of(span, withEnded: true);
        return (calls, await SpendAsync(span, cancellationToken).ConfigureAwait(false));
    }

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
        var scopes = statuses.Where(static status => status is { Window: not null, Spend.CostUsd: not null }).Select(static status => status.Budget.Scope);
        var histories = await EachAsync(scopes, HistoryAsync, cancellationToken).ConfigureAwait(false);
        var answer = new List<BudgetStatus>();
        foreach (var status in statuses)
        {
            if (status is not { Window: { } window, Spend.CostUsd: { } spent })
            {
                answer.Add(status);
                continue;
            }

            var history = histories[status.Budget.Scope];
            var forecast = SpendForecaster.Forecast(new ForecastQuestion
            {
                Window = window, Now = now, TimeZone = Zone, SpentUsd = spent, LimitUsd = status.Budget.LimitUsd, History = history, KnownSince = Later(knownSince, status.Budget.Scope, history),
            });
            answer.Add(status with { Forecast = forecast });
        }

        return answer;
    }

    /// <summary>A folder, branch or user has no idle days before its first request.</summary>
    private static DateOnly Later(DateOnly known, BudgetScope scope, IReadOnlyList<HourlySpend> history)
        => scope != BudgetScope.Everything && history.Count > 0 && history.Min(static hour => hour.Day) is var first && first > known ? first : known;

    private async Task<IReadOnlyList<HourlySpend>> HistoryAsync(BudgetScope scope, CancellationToken cancellationToken)
    {
        var hours = await usage.ReadHoursAsync(new UsageFilter(null, null, Zone, scope.Project, "", "") { Branch = scope.Branch, User = scope.User }, cancellationToken).ConfigureAwait(false);
        return [.. hours.Where(static hour => hour.Totals.CostUsd is not null).Select(hour => Local(hour.Hour, hour.Totals.CostUsd ?? 0))];
    }

    private HourlySpend Local(DateTimeOffset hour, decimal cost) => new(Day(hour), TimeZoneInfo.ConvertTime(hour, Zone).Hour, cost);

    private DateOnly Day(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);

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
