using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Reads what there is to say about one session.</summary>
public sealed class SessionInsightsReader(IUsageStore usage, IFailureStore failures, CacheReports caches, ErrorRates errors, TimeProvider clock)
{
    /// <summary>Fewer requests of its own say little of what fails next.</summary>
    private const int FewestOwn = 50;
    private static readonly TimeSpan Around = TimeSpan.FromDays(7);

    /// <param name="autoRecovery">What is on already is not suggested; <see langword="null"/>: nobody looked.</param>
    public async Task<SessionInsights> ReadAsync(SessionDetail session, AutoRecoveryTold? autoRecovery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        var now = clock.GetUtcNow();
        var id = session.Session.SessionId;
        var filter = new UsageFilter(null, null, TimeZoneInfo.Utc, "", "", id);
        var failed = await failures.ReadFailuresAsync(id, ErrorAnalyzer.Most + 1, cancellationToken).ConfigureAwait(false);
        var analysis = ErrorAnalyzer.Analyze(id, failed, await failures.ReadAnsweredAsync(id, ErrorAnalyzer.Most + 1, cancellationToken).ConfigureAwait(false), isSuggesting: true, now, autoRecovery);
        var cache = await caches.ReadAsync(CacheGrouping.Cause, filter, cancellationToken).ConfigureAwait(false);
        var frame = new FigureFrame(session.Session.FirstSeen, now, now);
        return new SessionInsights(
            id,
            now,
            await CostAsync(filter, cache, frame, cancellationToken).ConfigureAwait(false),
            await RiskAsync(analysis, frame, cancellationToken).ConfigureAwait(false),
            Tools(session.Tools, frame),
            Advised(analysis, cache));
    }

    private async Task<SessionCostAnalysis> CostAsync(UsageFilter filter, CacheReport cache, FigureFrame frame, CancellationToken cancellationToken)
    {
        var rows = await usage.ReadAsync(UsageGrouping.Model, filter, cancellationToken).ConfigureAwait(false);
        var totals = rows.Count == 0 ? null : rows.Select(static row => row.Totals).Aggregate(static (one, other) => one.Plus(other));
        var spend = await usage.ReadSpendAsync(filter.Session, frame.AsOf - SessionSpend.Recent, cancellationToken).ConfigureAwait(false);
        var burn = spend?.BurnAt(frame.AsOf);
        const string Of = "requests of the session";
        return new SessionCostAnalysis(
            totals is null ? frame.Unknown("usd", "No request of this session is stored.", Of, "Usage/report") : frame.Cost("usd", totals.CostUsd, totals.Requests, totals.UnknownCostRequests, Of, "Usage/report"),
            burn is null ? frame.Unknown("usd_per_hour", "Too little to tell a rate from: less than five minutes, one request in the last hour, or one of unknown cost.", Of, "Usage/spend")
                : (frame with { From = frame.AsOf.AddMinutes(-burn.OverMinutes) }).Known("usd_per_hour", burn.CostUsdPerHour, burn.Requests, Of, "Usage/spend"),
            TelemetryMetricsReader.CacheShare(totals, frame),
            cache.Totals is { } lost ? frame.Cost("usd", lost.LossUsd, lost.LostTurns, lost.UnknownLossTurns, "turns that read less than was left for them", "Usage/Caching/requests")
                : frame.Unknown("usd", "Of no turn can be said what it should have read.", "turns", "Usage/Caching/requests"),
            CostMetricsReader.Breakdown(rows, frame));
    }

    private async Task<SessionErrorRisk> RiskAsync(ErrorAnalysis analysis, FigureFrame frame, CancellationToken cancellationToken)
    {
        const string Source = "Recovery/failures, Recovery/answered";
        var next = frame.Part(analysis.GivenUp, "requests of the session", Source, "No request of this session is stored.");
        if (analysis.GivenUp.Of < FewestOwn)
        {
            var all = await errors.ReadTimeAsync(new UsageFilter(frame.AsOf - Around, null, TimeZoneInfo.Utc, "", "", ""), cancellationToken).ConfigureAwait(false);
            next = (frame with { From = frame.AsOf - Around }).Part(all.GivenUp, "requests of all sessions of the last 7 days, as this one has few", "Monitoring/failures, Monitoring/answered", "No request of the last 7 days is stored.");
        }

        return new SessionErrorRisk(
            next,
            frame.Part(analysis.GivenUp, "requests of the session", Source, "No request of this session is stored."),
            frame.Part(analysis.Recovered, "requests with a failed try", Source, "No request had a failed try and a known end."),
            analysis.FailedTries,
            analysis.IsTriesLeast);
    }

    private static SessionToolEfficiency Tools(IReadOnlyList<SessionTool> tools, FigureFrame frame) => new(
        Success([.. tools], frame),
        [.. tools.Select(tool => new SessionToolUse(tool.Tool, tool.Calls, Success([tool], frame), tool.Rejected, tool.Unfinished, tool.ResultSize)).OrderByDescending(static tool => tool.Calls)]);

    private static Figure Success(IReadOnlyList<SessionTool> tools, FigureFrame frame)
    {
        var ran = Math.Max(0, tools.Sum(static tool => tool.Calls - tool.Rejected - tool.Unfinished));
        return frame.Part(new Proportion(Math.Max(0, ran - tools.Sum(static tool => tool.Failed)), ran), "calls that ran and whose result is known", "Sessions/tools", "No call ran whose result is known.");
    }

    private static AdviceList Advised(ErrorAnalysis analysis, CacheReport cache)
    {
        var ofCache = CacheAdvice.Of(cache);
        List<Advice> all = [.. (analysis.Suggestions ?? []).Select(Advice.Of), .. ofCache.Items ?? []];
        return all.Count > 0 ? new AdviceList(all, "")
            : analysis.State == "no_data" && ofCache.Items is null ? new AdviceList(null, "Neither requests nor failures of it are stored.")
            : new AdviceList([], "No number here says that a change would help.");
    }
}
