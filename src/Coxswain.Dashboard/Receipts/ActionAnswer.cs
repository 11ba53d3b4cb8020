using Coxswain.Core.Budgets.Actions;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Receipts;

public sealed record ActionAnswer(PageFilter Filter, DateTimeOffset AsOf, TimeZoneInfo Zone, Told<IReadOnlyList<BudgetActionTaken>> Actions)
{
    public static ActionAnswer Empty { get; } = new(PageFilter.Everything, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, Told.NotAsked<IReadOnlyList<BudgetActionTaken>>());
}
