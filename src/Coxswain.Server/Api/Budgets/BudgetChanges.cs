using Coxswain.Core.Budgets;
using Coxswain.Server.Budgets;

namespace Coxswain.Server.Api.Budgets;

/// <summary>Changes budgets and their overrides, for the API and for the forms of the dashboard alike.</summary>
internal sealed class BudgetChanges(IBudgetStore store, AlertSignal changed, TimeProvider clock)
{
    private static readonly IReadOnlyDictionary<string, string[]> Fine = new Dictionary<string, string[]>();

    /// <returns>What was set; <see langword="null"/> with what is wrong, by member.</returns>
    public async Task<(SavedBudget? Saved, IReadOnlyDictionary<string, string[]> Problems)> SaveAsync(string name, BudgetWish wish, CancellationToken cancellationToken)
    {
        var budget = wish.Of(name);
        if (BudgetRules.NewProblems(budget) is { Count: > 0 } problems)
        {
            return (null, problems);
        }

        var before = (await store.ListAsync(cancellationToken)).FirstOrDefault(one => one.Name == name);
        await store.SaveAsync(budget, cancellationToken);
        changed.Set();
        var change = BudgetOverride.At(await store.ListOverridesAsync(cancellationToken), name, clock.GetUtcNow());
        return (new SavedBudget(name, wish, before is null ? null : BudgetWish.Of(before), change?.Until), Fine);
    }

    /// <summary>Its override ends with it: another budget of the same name begins without.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (!await store.RemoveAsync(name, cancellationToken))
        {
            return false;
        }

        var now = clock.GetUtcNow();
        if (BudgetOverride.OwnAt(await store.ListOverridesAsync(cancellationToken), name, now) is not null)
        {
            await store.AddOverrideAsync(BudgetOverride.End(name, now, "the budget was removed"), cancellationToken);
        }

        return true;
    }

    /// <returns>What holds now; <see langword="null"/> with what is wrong, by member, or without anything where there is no such budget.</returns>
    public async Task<(BudgetOverride? Change, IReadOnlyDictionary<string, string[]> Problems)> OverrideAsync(OverrideWish wish, CancellationToken cancellationToken)
    {
        var change = wish.From(clock.GetUtcNow());
        if (BudgetRules.Problems(change) is { Count: > 0 } problems)
        {
            return (null, problems);
        }

        if (change.Budget.Length > 0 && (await store.ListAsync(cancellationToken)).All(budget => budget.Name != change.Budget))
        {
            return (null, Fine);
        }

        await store.AddOverrideAsync(change, cancellationToken);
        return (change, Fine);
    }

    /// <returns><see langword="null"/>: none holds.</returns>
    public async Task<BudgetOverride?> EndOverrideAsync(string budget, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (BudgetOverride.OwnAt(await store.ListOverridesAsync(cancellationToken), budget, now) is null)
        {
            return null;
        }

        var end = BudgetOverride.End(budget, now, "ended by the user");
        await store.AddOverrideAsync(end, cancellationToken);
        return end;
    }
}
