namespace Coxswain.Core.Budgets.Subagents;

/// <summary>What becomes of a subagent that is about to start.</summary>
/// <param name="Due">The budget because of which; <see langword="null"/>: it starts as asked for.</param>
/// <param name="Action"><see cref="BudgetAction.PauseSubagents"/> or <see cref="BudgetAction.Downshift"/>; without meaning when nothing is due.</param>
/// <param name="To">What it starts on instead; <see langword="null"/>: it does not start, or nothing is due.</param>
public sealed record SubagentVerdict(BudgetStatus? Due, BudgetAction Action, SubagentModel? To)
{
    public static SubagentVerdict AsAsked { get; } = new(null, BudgetAction.Notify, null);
}
