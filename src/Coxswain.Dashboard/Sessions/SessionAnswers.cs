using Coxswain.Core.Monitoring.Dashboards;
using Coxswain.Core.Sessions;
using Coxswain.Core.Sessions.Timeline;
using Coxswain.Core.Usage.Caching;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Sessions;

/// <summary>All that the page of one session shows.</summary>
public sealed record SessionAnswers(PageRequest Request, DateTimeOffset AsOf, TimeZoneInfo Zone)
{
    public static SessionAnswers Empty { get; } = new(PageRequest.Empty, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);

    public Told<SessionDetail> Session { get; init; } = Told.NotAsked<SessionDetail>();

    public Told<SessionTimeline> Timeline { get; init; } = Told.NotAsked<SessionTimeline>();

    public Told<CacheReport> Cache { get; init; } = Told.NotAsked<CacheReport>();

    /// <summary>Sessions of the same project in the last 30 days, this one too.</summary>
    public Told<IReadOnlyList<SessionSummary>> Peers { get; init; } = Told.NotAsked<IReadOnlyList<SessionSummary>>();

    public Told<SessionInsights> Insights { get; init; } = Told.NotAsked<SessionInsights>();

    public string Id => Request.Subject;

    public IReadOnlyList<SessionMoment> Moments => Timeline.Value?.Moments ?? [];

    /// <summary>Answers of the main conversation, the oldest first.</summary>
    public IEnumerable<SessionMoment> MainRequests => Moments.Where(static one => one is { Kind: MomentKind.Request, Detail: "main" });

    public WhereFrom Where(string counted, string sample, string query, string address = "/timeline") => new(counted, "the whole session", sample, AsOf, $"/api/sessions/{Id}{address}")
    {
        Sources = Session.Value?.Session.Sources ?? [],
        Newest = Session.Value?.Session.LastSeen,
        Command = $"cox sessions show {Id}",
        Queries = [query],
    };
}
