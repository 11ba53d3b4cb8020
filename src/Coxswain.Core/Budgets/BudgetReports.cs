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
