using Coxswain.Core.Monitoring.Scoreboard;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Scoreboard;

/// <summary>The plan's success metrics: baseline, target, value, n, trend.</summary>
public sealed class KpiPage(KpiReader reader, TimeProvider clock) : IPage
{
    public PagePlace Place { get; } = new("/kpi", "Home", "Scoreboard");

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var told = await Told.AskAsync(() => reader.ReadAsync(request.Filter.Window(now, zone), request.Filter.Project, cancellationToken)).ConfigureAwait(false);
        var data = new KpiAnswer(request.Filter, now, zone, told);
        return new PageReading(
            "Scoreboard",
            [Card("primary", "Primary metrics", static report => report.Primary, data), Card("secondary", "Secondary metrics", static report => report.Secondary, data)],
            now,
            null);
    }

    private static PageCard Card(string id, string title, Func<KpiReport, IReadOnlyList<Kpi>> of, KpiAnswer data)
        => new(id, typeof(KpiCard), new Dictionary<string, object?> { ["Id"] = id, ["Title"] = title, ["Of"] = of, ["Data"] = data });
}
