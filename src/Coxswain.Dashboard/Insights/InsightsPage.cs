using Coxswain.Core.Monitoring.Productivity;
using Coxswain.Core.Usage;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Insights;

/// <summary>What came of the work of a range.</summary>
public sealed class InsightsPage(ProductivityReader productivity, IUsageStore usage, TimeProvider clock) : IPage
{
    public PagePlace Place { get; } = new("/insights", "Sessions", "Insights");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var filter = request.Filter.ToUsage(now, zone) with { Model = "" };
        var before = request.Filter.WindowBefore(now, zone);
        var work = Told.AskAsync(() => productivity.ReadAsync(filter, cancellationToken));
        var earlier = Told.AskAsync(() => productivity.ReadAsync(filter with { Since = before.From, Until = before.To }, cancellationToken));
        var sessions = await Told.AskAsync(() => usage.ReadAsync(UsageGrouping.Session, filter, cancellationToken)).ConfigureAwait(false);
        var data = new InsightAnswers(request.Filter, now, zone, await work.ConfigureAwait(false), await earlier.ConfigureAwait(false), sessions);
        return new PageReading(
            "Session insights", [PageCard.Of<WorkCard>("work", data), PageCard.Of<PromptTimeCard>("prompts", data), PageCard.Of<DearSessionsCard>("dear", data)], now,
            sessions.Value is { Count: > 0 } rows ? rows.Max(static row => row.Totals.LastRequest) : null);
    }
}
