namespace Coxswain.Core.Budgets.Admission;

/// <summary>Which budgets have a say about a call.</summary>
internal sealed class BudgetsOfCalls(IBudgetStore budgets, SpendWatch watch, TimeProvider clock)
{
    /// <summary>Those with one of the steps, that no override holds back, in whose scope the call's session is.</summary>
    /// <returns>With the place, if it matters to any.</returns>
    public async Task<(List<Budget> Budgets, SessionPlace Place)> ReadAsync(CallQuestion call, IReadOnlyList<BudgetAction> steps, CancellationToken cancellationToken)
    {
        var keeping = (await budgets.ListAsync(cancellationToken).ConfigureAwait(false)).Where(budget => steps.Any(step => budget.From(step) is not null)).ToList();
        if (keeping.Count == 0)
        {
            return (keeping, SessionPlace.Unknown);
        }

        var now = clock.GetUtcNow();
        var changes = await budgets.ListOverridesAsync(cancellationToken).ConfigureAwait(false);
        keeping.RemoveAll(budget => BudgetOverride.At(changes, budget.Name, now) is not null);
        var place = keeping.Exists(static budget => budget.Scope != BudgetScope.Everything) ? await watch.PlaceAsync(call.Session, cancellationToken).ConfigureAwait(false) : SessionPlace.Unknown;
        keeping.RemoveAll(budget => !place.IsIn(budget.Scope));
        return (keeping, place);
    }

    public async Task<bool> IsOverriddenAsync(string budget, CancellationToken cancellationToken)
        => BudgetOverride.At(await budgets.ListOverridesAsync(cancellationToken).ConfigureAwait(false), budget, clock.GetUtcNow()) is not null;

    /// <summary>What each of them counts now; those without anything to sum up are left out.</summary>
    public List<(Budget Budget, BudgetSpan Span)> Spans(List<Budget> some, string session)
    {
        var now = clock.GetUtcNow();
        var spans = new List<(Budget, BudgetSpan)>();
        foreach (var budget in some)
        {
            if (BudgetSpan.Of(budget, session, now, clock.LocalTimeZone) is { } span)
            {
                spans.Add((budget, span));
            }
        }

        return spans;
    }
}
