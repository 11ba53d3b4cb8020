namespace Coxswain.Core.Budgets;

/// <summary>A time in which a budget's ladder does nothing, as the user wished. A newer one of the same budget takes an older one's place: it may be shorter, or end it.</summary>
/// <param name="Budget">Its name; empty: all budgets.</param>
/// <param name="Why">In the user's words.</param>
public sealed record BudgetOverride(string Budget, DateTimeOffset Since, DateTimeOffset Until, string Why)
{
    /// <summary>Ends what holds for a budget.</summary>
    public static BudgetOverride End(string budget, DateTimeOffset now, string why) => new(budget, now, now, why);

    /// <param name="changes">All that were ever made, the newest first.</param>
    /// <returns>What holds for a budget, of its own or of all; the longer one. <see langword="null"/>: none does.</returns>
    public static BudgetOverride? At(IReadOnlyList<BudgetOverride> changes, string budget, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return new[] { OwnAt(changes, budget, at), OwnAt(changes, "", at) }.OfType<BudgetOverride>().MaxBy(static change => change.Until);
    }

    /// <returns>What holds by this name alone.</returns>
    public static BudgetOverride? OwnAt(IReadOnlyList<BudgetOverride> changes, string budget, DateTimeOffset at)
        => changes.FirstOrDefault(change => change.Budget == budget && change.Since <= at) is { } newest && at < newest.Until ? newest : null;
}
