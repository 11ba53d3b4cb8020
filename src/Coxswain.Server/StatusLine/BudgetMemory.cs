using Coxswain.Core.Budgets;
using Coxswain.Core.Telemetry;
using Coxswain.Server.Budgets.Hooks;

namespace Coxswain.Server.StatusLine;

/// <summary>The most used budget of sessions in their folders, as it was last.</summary>
internal sealed class BudgetMemory(BudgetsInScope budgets, IOutbox outbox, TimeProvider clock)
{
    /// <summary>A month's spend takes longer to sum up than a session's.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    private readonly ReadingMemory<(string Session, string Folder), BudgetStatus?> _readings = new(
        async (key, cancellationToken) => (await budgets.ReadAsync(key.Session, key.Folder, static budget => budget.Period != BudgetPeriod.Request, cancellationToken))
            .Where(static status => status.UsedPercent is not null).MaxBy(static status => status.UsedPercent),
        Least, outbox, clock);

    /// <param name="folder">Where the client works; empty: not told, so that only budgets of everything count.</param>
    /// <returns><see langword="null"/>: no budget, its spend is not known, or nobody knows yet.</returns>
    public async Task<StatusLineBudget?> ReadAsync(string session, string folder, TimeSpan patience, CancellationToken cancellationToken)
        => await _readings.ReadAsync((session, folder), patience, cancellationToken) is { Value: { UsedPercent: { } used, LeftUsd: { } left, Budget: { } budget } status, AsOf: var asOf }
            ? new StatusLineBudget(budget.Name, budget.Period, budget.LimitUsd, left, used, status.Spend?.UnknownCostRequests ?? 0, status.Override is not null, asOf)
            : null;
}
