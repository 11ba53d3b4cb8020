namespace Coxswain.Core.Budgets.Actions;

/// <summary>What a step of a budget's ladder did to somebody's work.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Action"><c>block</c>, <c>pause_subagents</c>, <c>downshift</c> or <c>advise</c>.</param>
/// <param name="Through">Who did it: <c>hook</c> or <c>gateway</c>.</param>
/// <param name="AgentType">Of a subagent; else empty.</param>
/// <param name="FromModel">As it was asked for; empty: nobody named one, or no model was concerned.</param>
/// <param name="ToModel">Empty: no other model was put in its place.</param>
/// <param name="SpentUsd">Of the budget, then; <see langword="null"/>: not told.</param>
public sealed record BudgetActionTaken(
    DateTimeOffset Time, string Budget, string Action, string Through, string SessionId, string AgentType, string FromModel, string ToModel, double? UsedPercent, decimal? SpentUsd, decimal? LimitUsd)
{
    /// <summary>It is kept as an event of this name.</summary>
    public const string EventName = "coxswain.budget_action";
}
