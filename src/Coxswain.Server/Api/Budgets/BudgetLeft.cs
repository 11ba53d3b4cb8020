using System.Diagnostics.CodeAnalysis;
using Coxswain.Core.Budgets;
using Coxswain.Server.Budgets;

namespace Coxswain.Server.Api.Budgets;

/// <summary>What is left of the tightest budget a task in a folder would be charged to.</summary>
internal sealed class BudgetLeft(IBudgetStore budgets, BudgetReports reports)
{
    /// <param name="session">Whose spend session budgets are compared with; empty: they do not count.</param>
    /// <param name="folder">Empty: not told.</param>
    /// <returns>Without a row, why.</returns>
    public async Task<(BudgetLeftRow? Row, string Note)> ReadAsync(string session, string folder, CancellationToken cancellationToken)
    {
        var all = await budgets.ListAsync(cancellationToken);
        var inScope = await FolderBudgets.OfAsync(all, folder, cancellationToken);
        if (inScope.Count == 0)
        {
            return (null, all.Count == 0 ? "No budget is set." : "No budget counts this folder.");
        }

        var statuses = await reports.ReadAsync(inScope, session, cancellationToken);
        return Tightest(statuses, out var tightest)
            ? (tightest, "")
            : (null, statuses.Any(static status => status.Spend is { CostUsd: null })
                ? "What was spent of the budgets in scope is not known."
                : "The budgets in scope are of sessions, and no session was named.");
    }

    // One that is overridden does nothing but count.
    private static bool Tightest(IReadOnlyList<BudgetStatus> statuses, [NotNullWhen(true)] out BudgetLeftRow? row)
    {
        row = statuses.Where(static status => status is { Override: null, LeftUsd: not null }).Select(Of).MinBy(static one => one.LeftUsd);
        return row is not null;
    }

    private static BudgetLeftRow Of(BudgetStatus status) => new(
        status.Budget.Name, status.Budget.Period, status.LeftUsd ?? 0, status.Budget.LimitUsd, status.Spend?.UnknownCostRequests ?? 0, status.Session);
}
