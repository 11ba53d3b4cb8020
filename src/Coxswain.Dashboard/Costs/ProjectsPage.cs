using Coxswain.Core.Usage;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Costs;

/// <summary>What each folder cost.</summary>
public sealed class ProjectsPage(IUsageStore usage, TimeProvider clock) : IPage
{
    public PagePlace Place { get; } = new("/projects", "Costs", "Projects");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var filter = request.Filter.ToUsage(now, zone);
        var projects = Told.AskAsync(() => usage.ReadAsync(UsageGrouping.Project, filter, cancellationToken));
        var branches = Told.AskAsync(() => usage.ReadAsync(UsageGrouping.Branch, filter, cancellationToken));
        var told = await projects.ConfigureAwait(false);
        return new PageReading(
            "Projects",
            [
                CostsPage.Card("projects", "Projects", new UsageTable(request.Filter, now, zone, UsageGrouping.Project, told)),
                CostsPage.Card("branches", "Branches", new UsageTable(request.Filter, now, zone, UsageGrouping.Branch, await branches.ConfigureAwait(false))),
            ],
            now,
            told.Value is { Count: > 0 } rows ? rows.Max(static row => row.Totals.LastRequest) : null);
    }
}
