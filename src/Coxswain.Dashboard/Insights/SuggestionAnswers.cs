using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Insights;

public sealed record SuggestionAnswers(PageFilter Filter, DateTimeOffset AsOf, TimeZoneInfo Zone, Told<OptimizationSuggestions> Suggestions)
{
    public static SuggestionAnswers Empty { get; } = new(PageFilter.Everything, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, Told.NotAsked<OptimizationSuggestions>());

    public WhereFrom Where(string counted) => new(
        counted, Filter.Told(AsOf, Zone), $"{Format.Things(Count, "suggestion")}", AsOf, $"/api/dashboard/optimization-suggestions?since={Filter.Bounds(AsOf, Zone).Since}");

    private int Count => Suggestions.Value is { } all ? new[] { all.ModelSwitchRecommendations, all.WorkflowImprovements, all.CostSavingOpportunities }.Sum(static one => one.Items?.Count ?? 0) : 0;
}
