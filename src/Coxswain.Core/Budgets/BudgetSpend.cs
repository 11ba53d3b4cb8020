namespace Coxswain.Core.Budgets;

/// <summary>What counts against a budget, as far as it is stored.</summary>
/// <param name="CostUsd">Of the requests whose cost is known; 0 when there are none, <see langword="null"/> when the cost of all is unknown.</param>
/// <param name="UnknownCostRequests">Requests without a known cost; when not 0, <paramref name="CostUsd"/> is only a part.</param>
/// <param name="LastRequest"><see langword="null"/>: there is none.</param>
public sealed record BudgetSpend(long Requests, decimal? CostUsd, long UnknownCostRequests, DateTimeOffset? LastRequest)
{
    public static BudgetSpend Nothing { get; } = new(0, 0, 0, null);
}
