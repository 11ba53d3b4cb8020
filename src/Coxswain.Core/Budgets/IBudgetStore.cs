namespace Coxswain.Core.Budgets;

/// <summary>Budgets and overrides, in the data folder's state. Every change is durable when its task ends.</summary>
public interface IBudgetStore
{
    /// <summary>By name.</summary>
    Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Takes the place of one with the same name.</summary>
    Task SaveAsync(Budget budget, CancellationToken cancellationToken);

    /// <returns>Whether there was one.</returns>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken);

    Task AddOverrideAsync(BudgetOverride change, CancellationToken cancellationToken);

    /// <summary>All that were ever made, the newest first.</summary>
    Task<IReadOnlyList<BudgetOverride>> ListOverridesAsync(CancellationToken cancellationToken);
}
