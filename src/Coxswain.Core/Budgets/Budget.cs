namespace Coxswain.Core.Budgets;

/// <summary>A limit the user set.</summary>
/// <param name="Name">Unique.</param>
/// <param name="LimitUsd">More than 0.</param>
/// <param name="Ladder">One step for each action the user asked for, the mildest first.</param>
public sealed record Budget(string Name, BudgetPeriod Period, decimal LimitUsd, BudgetScope Scope, IReadOnlyList<LadderStep> Ladder)
{
    /// <returns>From which percentage on; <see langword="null"/>: it is not among the steps.</returns>
    public int? From(BudgetAction action) => Ladder.FirstOrDefault(step => step.Action == action)?.FromPercent;
}
