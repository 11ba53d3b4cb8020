using Coxswain.Core.Budgets;

namespace Coxswain.Storage.Sqlite.Budgets;

/// <summary>Budgets in the state file, through its one writer.</summary>
internal sealed class StateBudgetStore(StateWriter writer) : IBudgetStore
{
    public Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken) =>
        writer.CallAsync(static transaction => (IReadOnlyList<Budget>)[.. BudgetRows.Load(transaction.Session).Select(static budget => budget ?? throw StateSchema.Damage("a row of budgets is none"))]).WaitAsync(cancellationToken);

    // Once asked for a change is made, whoever still waits for it.
    public Task SaveAsync(Budget budget, CancellationToken cancellationToken) => writer.CallAsync(transaction =>
    {
        BudgetRows.Save(transaction.Session, budget);
        return true;
    }).WaitAsync(cancellationToken);

    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => writer.CallAsync(transaction => BudgetRows.Delete(transaction.Session, name)).WaitAsync(cancellationToken);

    public Task AddOverrideAsync(BudgetOverride change, CancellationToken cancellationToken) => writer.CallAsync(transaction =>
    {
        BudgetRows.Add(transaction.Session, change);
        return true;
    }).WaitAsync(cancellationToken);

    public Task<IReadOnlyList<BudgetOverride>> ListOverridesAsync(CancellationToken cancellationToken) => writer.CallAsync(static transaction =>
    {
        var changes = BudgetRows.LoadOverrides(transaction.Session);
        changes.Reverse();
        return (IReadOnlyList<BudgetOverride>)changes;
    }).WaitAsync(cancellationToken);
}
