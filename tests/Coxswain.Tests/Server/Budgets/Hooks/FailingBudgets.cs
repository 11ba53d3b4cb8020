using Coxswain.Core.Budgets;

namespace Coxswain.Tests.Server.Budgets.Hooks;

/// <summary>Budgets that cannot be read.</summary>
internal sealed class FailingBudgets(Exception failure) : IBudgetStore
{
    public Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken) => Task.FromException<IReadOnlyList<Budget>>(failure);

    public Task SaveAsync(Budget budget, CancellationToken cancellationToken) => Task.FromException(failure);

    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => Task.FromException<bool>(failure);

    public Task AddOverrideAsync(BudgetOverride change, CancellationToken cancellationToken) => Task.FromException(failure);

    public Task<IReadOnlyList<BudgetOverride>> ListOverridesAsync(CancellationToken cancellationToken) => Task.FromException<IReadOnlyList<BudgetOverride>>(failure);
}
