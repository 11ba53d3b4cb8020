using Coxswain.Core.Budgets;

namespace Coxswain.Server.Api.Budgets;

/// <summary>A budget as it is asked for. A member that is absent has its default: everything, and only told.</summary>
/// <param name="Period"><c>session</c>, <c>day</c>, <c>week</c> or <c>month</c>.</param>
public sealed record BudgetWish(string? Period, decimal? LimitUsd, string? Project = null, string? Branch = null, int? BlockFromPercent = null)
{
    internal Budget Of(string name)
    {
        var period = Enum.TryParse<BudgetPeriod>(Period, ignoreCase: true, out var known) && !int.TryParse(Period, out _) ? known : (BudgetPeriod)(-1);
        List<LadderStep> ladder = [];
        if (BlockFromPercent is { } percent)
        {
            ladder.Add(new LadderStep(BudgetAction.Block, percent));
        }

        return new Budget(name, period, LimitUsd ?? 0, new BudgetScope(Project is { Length: > 1 } path ? path.TrimEnd('/') : Project ?? "", Branch ?? ""), ladder);
    }
}
