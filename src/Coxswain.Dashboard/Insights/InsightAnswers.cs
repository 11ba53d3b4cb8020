using Coxswain.Core.Monitoring.Productivity;
using Coxswain.Core.Usage;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Insights;

/// <param name="Before">Of as long before the range.</param>
public sealed record InsightAnswers(
    PageFilter Filter, DateTimeOffset AsOf, TimeZoneInfo Zone, Told<ProductivityReport> Work, Told<ProductivityReport> Before, Told<IReadOnlyList<UsageRow>> Sessions)
{
    public static InsightAnswers Empty { get; } = new(
        PageFilter.Everything, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, Told.NotAsked<ProductivityReport>(), Told.NotAsked<ProductivityReport>(), Told.NotAsked<IReadOnlyList<UsageRow>>());

    public WhereFrom Where(string counted, string sample, string query) => new(counted + " The model filter does not hold here.", Filter.Told(AsOf, Zone), sample, AsOf, $"/api/productivity?since={Filter.Bounds(AsOf, Zone).Since}") { Queries = [query] };
}
