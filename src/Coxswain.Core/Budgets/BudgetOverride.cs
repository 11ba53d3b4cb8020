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
        return new[] { Newest(budget), Newest("") }.OfType<BudgetOverride>().Where(change => at < change.Until).MaxBy(static change => change.Until);

        BudgetOverride? Newest(string name) => changes.FirstOrDefault(change => change.Budget == name && change.Since <= at);
    }
}
