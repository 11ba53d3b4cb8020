namespace Coxswain.Core.Budgets;

/// <summary>What is done when a budget is used up to a percentage, the mildest first. The names are stored.</summary>
public enum BudgetAction
{
    /// <summary>Thresholds that are crossed are told.</summary>
    Notify,

    /// <summary>Claude is told at a session's start, and the user with the status line.</summary>
    Advise,

    /// <summary>Calls go to a cheaper model where that pays; at 100 % always.</summary>
    Downshift,

    /// <summary>New subagents start on the economy model, or not at all.</summary>
    PauseSubagents,

    /// <summary>Prompts and calls are refused.</summary>
    Block,
}
