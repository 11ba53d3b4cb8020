using Coxswain.Core.Usage;
using Coxswain.Dashboard.Home;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Costs;

/// <summary>What was spent, over time and by what.</summary>
public sealed class CostsPage(HomeReader home, IUsageStore usage, ModelCostReader models, TimeProvider clock) : IPage
{
    public PagePlace Place { get; } = new("/costs", "Costs", "Spend");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var filter = request.Filter.ToUsage(now, zone);
        var spend = home.ReadSpendAndBudgetsAsync(request.Filter, cancellationToken);
        var byModel = Told.AskAsync(() => models.ReadAsync(request.Filter, now, zone, cancellationToken));
        var daily = Table(UsageGrouping.Daily);
        var branch = Table(UsageGrouping.Branch);
        var agent = Table(UsageGrouping.Agent);
        var data = await spend.ConfigureAwait(false);
        return new PageReading(
            "Spend",
            [
                PageCard.Of<SpendCard>("spend", data),
                PageCard.Of<ModelsCard>("models", data),
                PageCard.Of<ModelCostCard>("by-model", new ModelCostAnswer(request.Filter, now, zone, await byModel.ConfigureAwait(false))),
                Card("agents", "By conversation", await agent.ConfigureAwait(false)),
                Card("days", "By day", await daily.ConfigureAwait(false)),
                Card("branches", "By branch", await branch.ConfigureAwait(false)),
            ],
            now,
            data.Spend.Value?.Totals?.LastRequest);

        async Task<UsageTable> Table(UsageGrouping grouping) => new(request.Filter, now, zone, grouping, await Told.AskAsync(() => usage.ReadAsync(grouping, filter, cancellationToken)).ConfigureAwait(false));
    }

    internal static PageCard Card(string id, string title, UsageTable table) => new(id, typeof(UsageTableCard), new Dictionary<string, object?> { ["Id"] = id, ["Title"] = title, ["Data"] = table });
}
