using Coxswain.Core.Budgets;

namespace Coxswain.Storage.Sqlite.Budgets;

/// <summary>Budgets in the state file, through its one writer. Read once and remembered until something changes: each call of the gateway asks.</summary>
internal sealed class StateBudgetStore(StateWriter writer) : IBudgetStore
{
    private int _changes;
    private Known<Budget>? _budgets;
    private Known<BudgetOverride>? _overrides;

    public async Task<IReadOnlyList<Budget>> ListAsync(CancellationToken cancellationToken)
        => (_budgets = await KnowAsync(_budgets, static session => [.. BudgetRows.Load(session).Select(static budget => budget ?? throw StateSchema.Damage("a row of budgets is none"))], cancellationToken).ConfigureAwait(false)).Rows;

    public Task SaveAsync(Budget budget, CancellationToken cancellationToken) => ChangeAsync(
        transaction =>
        {
            BudgetRows.Save(transaction.Session, budget);
            return true;
        },
        cancellationToken);

    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken) => ChangeAsync(transaction => BudgetRows.Delete(transaction.Session, name), cancellationToken);

    public Task AddOverrideAsync(BudgetOverride change, CancellationToken cancellationToken) => ChangeAsync(
        transaction =>
        {
            BudgetRows.Add(transaction.Session, change);
            return true;
        },
        cancellationToken);

    public async Task<IReadOnlyList<BudgetOverride>> ListOverridesAsync(CancellationToken cancellationToken)
        => (_overrides = await KnowAsync(_overrides, static session => [.. Enumerable.Reverse(BudgetRows.LoadOverrides(session))], cancellationToken).ConfigureAwait(false)).Rows;

    /// <returns>What is known, where it still holds; else what is read now.</returns>
    private async Task<Known<T>> KnowAsync<T>(Known<T>? known, Func<StateSession, IReadOnlyList<T>> load, CancellationToken cancellationToken)
    {
        var now = Version;
        return known is { } still && still.Version == now ? still : new Known<T>(now, await writer.CallAsync(transaction => load(transaction.Session)).WaitAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What is read under one of these is right as long as it is the same: a damaged file that was replaced counts as a change.</summary>
    private (int Changes, int File) Version => (Volatile.Read(ref _changes), writer.Generation);

    // Once asked for a change is made, whoever still waits for it.
    private Task<T> ChangeAsync<T>(Func<StateTransaction, T> change, CancellationToken cancellationToken)
    {
        return ChangeAsync().WaitAsync(cancellationToken);

        async Task<T> ChangeAsync()
        {
            try
            {
                return await writer.CallAsync(change).ConfigureAwait(false);
            }
            finally
            {
                // After the commit, and before whoever asked hears of it: what was read before holds no longer.
                Interlocked.Increment(ref _changes);
            }
        }
    }

    private sealed record Known<T>((int Changes, int File) Version, IReadOnlyList<T> Rows);
}
