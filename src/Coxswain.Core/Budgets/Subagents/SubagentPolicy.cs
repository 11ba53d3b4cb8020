namespace Coxswain.Core.Budgets.Subagents;

/// <summary>
/// Decides, without side effects, whether a subagent starts and on which model. A new subagent has nothing in the prompt cache yet, so that a model whose tokens are
/// cheaper pays from the first one on: no economics of a switch are asked.
/// </summary>
public static class SubagentPolicy
{
    /// <param name="statuses">Of the budgets it counts against.</param>
    /// <param name="told">The model it was asked for with; empty: none, so that Claude Code takes that of the agent's file, or the main conversation's.</param>
    /// <param name="asked">That model, where it and its price are known.</param>
    /// <param name="economy"><see langword="null"/>: no price is known.</param>
    public static SubagentVerdict Decide(IReadOnlyList<BudgetStatus> statuses, string told, SubagentModel? asked, SubagentModel? economy)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        ArgumentNullException.ThrowIfNull(told);
        if (MostUsed(statuses, BudgetAction.PauseSubagents) is { } paused)
        {
            return new SubagentVerdict(paused, BudgetAction.PauseSubagents, null);
        }

        // No model is cheaper than the economy model, so that one nobody named can only become cheaper.
        var pays = economy is not null && (told.Length == 0 || (asked is not null && asked.Family != economy.Family && economy.IsCheaperThan(asked.Rates)));
        return pays && MostUsed(statuses, BudgetAction.Downshift) is { } due ? new SubagentVerdict(due, BudgetAction.Downshift, economy) : SubagentVerdict.AsAsked;
    }

    private static BudgetStatus? MostUsed(IEnumerable<BudgetStatus> statuses, BudgetAction action) => statuses.Where(status => status.IsDue(action)).MaxBy(static status => status.UsedPercent);
}
