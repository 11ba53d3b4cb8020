using Coxswain.Core.Budgets;

namespace Coxswain.Tests.Storage.ClickHouse.Budgets;

/// <summary>Budgets that a test sets.</summary>
internal sealed class KnownBudgets : IBudgetStore
{
    public IReadOnlyList<Budget> All { get; set; } = [];

    public IReadOnlyList<BudgetOverride> Overrides { get; set; } = [];

    /// <summary>Why they cannot be read; <see langword="null"/>: they can.</summary>
    public Exception? Problem { get; set; }

    public Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken) => Problem is null ? Task.FromResult(All) : Task.FromException<IReadOnlyList<Budget>>(Problem);

    public Task<IReadOnlyList<BudgetOverride>> ListOverridesAsync(CancellationToken cancellationToken) => Task.FromResult(Overrides);

    public Task SaveAsync(Budget budget, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AddOverrideAsync(BudgetOverride change, CancellationToken cancellationToken) => throw new NotSupportedException();
}
