using Coxswain.Core.Budgets;

namespace Coxswain.Server.Api.Budgets;

/// <summary>A budget as it is asked for. A member that is absent has its default: everything, and only counted. Each percentage is of the limit; a step holds from there on.</summary>
/// <param name="Period"><c>request</c>, <c>session</c>, <c>day</c>, <c>week</c> or <c>month</c>.</param>
/// <param name="NotifyFromPercent">Thresholds from there on are told through the channels that are set up.</param>
/// <param name="AdviseFromPercent">Claude is told of it when a session starts.</param>
/// <param name="DownshiftFromPercent">Calls and new subagents go to a cheaper model where that pays, and at 100 % always.</param>
/// <param name="PauseSubagentsFromPercent">No new subagent starts.</param>
/// <param name="BlockFromPercent">Prompts and calls are refused.</param>
public sealed record BudgetWish(
    string? Period, decimal? LimitUsd, string? Project = null, string? Branch = null, int? BlockFromPercent = null,
    int? NotifyFromPercent = null, int? AdviseFromPercent = null, int? DownshiftFromPercent = null, int? PauseSubagentsFromPercent = null,
    string? User = null)
{
    internal static BudgetWish Of(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return new BudgetWish(
            budget.Period.ToString().ToLowerInvariant(), budget.LimitUsd, budget.Scope.Project, budget.Scope.Branch, budget.From(BudgetAction.Block), budget.From(BudgetAction.Notify),
            budget.From(BudgetAction.Advise), budget.From(BudgetAction.Downshift), budget.From(BudgetAction.PauseSubagents), budget.Scope.User);
    }

    internal Budget Of(string name)
    {
        var period = Enum.TryParse<BudgetPeriod>(Period, ignoreCase: true, out var known) && !int.TryParse(Period, out _) ? known : (BudgetPeriod)(-1);
        (BudgetAction Action, int? From)[] steps =
        [
            (BudgetAction.Notify, NotifyFromPercent), (BudgetAction.Advise, AdviseFromPercent), (BudgetAction.Downshift, DownshiftFromPercent),
            (BudgetAction.PauseSubagents, PauseSubagentsFromPercent), (BudgetAction.Block, BlockFromPercent),
        ];
        return new Budget(
            name, period, LimitUsd ?? 0, new BudgetScope(Project is { Length: > 1 } path ? path.TrimEnd('/') : Project ?? "", Branch ?? "", User ?? ""),
            [.. steps.Where(static step => step.From is not null).Select(static step => new LadderStep(step.Action, step.From ?? 0))]);
    }
}
