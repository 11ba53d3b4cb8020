using Coxswain.Core.Telemetry;
using Coxswain.Core.Telemetry.Damage;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Reads what was used.</summary>
public sealed class TelemetryMetricsReader(IUsageStore usage, IOutbox outbox, IDamageLog damage, TimeProvider clock)
{
    private const string Source = "Usage/report";

    public async Task<TelemetryMetrics> ReadAsync(UsageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var now = clock.GetUtcNow();
        var frame = new FigureFrame(filter.Since, filter.Until is { } until && until < now ? until : now, now);
        var rows = await usage.ReadAsync(UsageGrouping.Model, filter with { Session = "" }, cancellationToken).ConfigureAwait(false);
        var totals = rows.Count == 0 ? null : rows.Select(static row => row.Totals).Aggregate(static (one, other) => one.Plus(other));
        // An empty store knows of no time.
        var isEmpty = totals is null && await usage.ReadSpanAsync(cancellationToken).ConfigureAwait(false) is null;
        return new TelemetryMetrics(
            isEmpty ? frame.Unknown("requests", "No request is stored yet.", "requests", Source) : frame.Known("requests", totals?.Requests ?? 0, totals?.Requests ?? 0, "requests", Source),
            totals?.TotalTokens is { } tokens ? frame.Known("tokens", tokens, totals.Requests - totals.UnknownTokenRequests, "requests whose tokens are known", Source) : frame.Unknown("tokens", "Of no request in this time are the tokens known.", "requests", Source),
            totals is null ? frame.Unknown("usd", "No request is stored of this time.", "requests", Source) : frame.Cost("usd", totals.CostUsd, totals.Requests, totals.UnknownCostRequests, "requests", Source),
            CacheShare(totals, frame),
            totals?.LastRequest,
            outbox.ReadStatus().PendingRows,
            DamageText.Note(damage.ReadOpen()));
    }

    /// <summary>Prompt tokens that were read from the cache, of all of them.</summary>
    internal static Figure CacheShare(UsageTotals? totals, FigureFrame frame)
        => totals is { InputTokens: { } input, CacheReadTokens: { } read } && input + read + (totals.CacheWrite5mTokens ?? 0) + (totals.CacheWrite1hTokens ?? 0) is > 0 and var prompt
            ? frame.Known("part", Math.Round((decimal)read / prompt, 6), totals.Requests - totals.UnknownTokenRequests, "requests whose tokens are known", Source)
            : frame.Unknown("part", "Of no request in this time are the tokens known.", "requests", Source);
}
