using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Timeline;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Sessions;

/// <summary>One session: what happened in it, when, and what it cost.</summary>
public sealed class SessionPage(ISessionStore sessions, ISessionTimelineStore timelines, CacheReports caches, SessionInsightsReader insights, TimeProvider clock) : IPage
{
    private const int MostPeers = 200;
    private static readonly TimeSpan PeersBack = TimeSpan.FromDays(30);

    public PagePlace Place { get; } = new("/sessions/{subject}", "", "Session") { TakesFilter = false };

    public async Task<PageReading> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (now, zone) = (clock.GetUtcNow(), clock.LocalTimeZone);
        var empty = new SessionAnswers(request, now, zone);
        var found = await Told.AskAsync(async () => new SessionFound(await sessions.FindAsync(request.Subject, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        if (found.Value is { Detail: null })
        {
            return new PageReading("No such session", [PageCard.Of<NoSessionCard>("none", request.Subject)], now, null) { IsFound = false };
        }

        var moments = Told.AskAsync(() => TimelineAsync(request.Subject, now, cancellationToken));
        var cache = Told.AskAsync(() => caches.ReadAsync(CacheGrouping.Cause, new UsageFilter(null, null, zone, "", "", request.Subject), cancellationToken));
        var project = found.Value?.Detail?.Session.Project ?? "";
        var peers = Told.AskAsync(() => sessions.ListAsync(new SessionFilter(project, "", now - PeersBack, MostPeers), cancellationToken));
        var told = found.Value?.Detail is { } detail ? Told.AskAsync(() => insights.ReadAsync(detail, null, cancellationToken)) : Task.FromResult(new Told<SessionInsights>(null, found.Problem));
        var data = empty with
        {
            Insights = await told.ConfigureAwait(false),
            Session = new Told<SessionDetail>(found.Value?.Detail, found.Problem),
            Timeline = await moments.ConfigureAwait(false),
            Cache = await cache.ConfigureAwait(false),
            Peers = await peers.ConfigureAwait(false),
        };
        var title = data.Session.Value?.Session is { Title.Length: > 0 } named ? Format.Cut(named.Title, 100) : $"Session {Format.Cut(request.Subject, 9)}";
        return new PageReading(title, Cards(data), now, data.Session.Value?.Session.LastSeen);
    }

    /// <summary>In order.</summary>
    public static IReadOnlyList<PageCard> Cards(SessionAnswers data) =>
    [
        PageCard.Of<SessionCard>("session", data),
        PageCard.Of<PeersCard>("peers", data),
        PageCard.Of<InsightsCard>("insights", data),
        PageCard.Of<SessionAdviceCard>("advice", data),
        PageCard.Of<ContextGrowthCard>("growth", data),
        PageCard.Of<TurnCostCard>("turns", data),
        PageCard.Of<SessionCacheCard>("losses", data),
        PageCard.Of<SessionToolsCard>("tools", data),
        PageCard.Of<FilesCard>("files", data),
        PageCard.Of<AgentsCard>("agents", data),
        PageCard.Of<TimelineCard>("timeline", data),
    ];

    private async Task<SessionTimeline> TimelineAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var moments = await timelines.ReadAsync(id, SessionTimeline.MostMoments + 1, cancellationToken).ConfigureAwait(false);
        return new SessionTimeline(id, now, [.. moments.TakeLast(SessionTimeline.MostMoments)], moments.Count > SessionTimeline.MostMoments);
    }

    /// <param name="Detail"><see langword="null"/>: the store knows no such session.</param>
    private sealed record SessionFound(SessionDetail? Detail);
}
