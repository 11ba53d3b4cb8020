namespace Coxswain.Core.Budgets.Actions;

/// <summary>What budgets did, as it was recorded.</summary>
public interface IBudgetActionStore
{
    /// <summary>The newest first.</summary>
    /// <param name="budget">Only of this one; empty: of all.</param>
    Task<IReadOnlyList<BudgetActionTaken>> ReadAsync(string budget, DateTimeOffset since, int limit, CancellationToken cancellationToken);
}
