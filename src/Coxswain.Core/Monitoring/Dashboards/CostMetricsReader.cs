using Coxswain.Core.Budgets;
using Coxswain.Core.Sessions;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Reads what is spent, how fast, and what is left.</summary>
public sealed class CostMetricsReader(IUsageStore usage, ISessionStore sessions, BudgetReports budgets, TimeProvider clock)
{
    private const string Report = "Usage/report";
    private const string Spend = "Usage/spend";
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    /// <param name="filter">Its session is the one whose cost is told; empty: that with the newest event.</param>
    public async Task<CostMetrics> ReadAsync(UsageFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var now = clock.GetUtcNow();
        var all = filter with { Session = "" };
        var models = usage.ReadAsync(UsageGrouping.Model, all, cancellationToken);
        var last = usage.ReadAsync(UsageGrouping.Model, all with { Since = now - Lately, Until = null }, cancellationToken);
        var isEmpty = await usage.ReadSpanAsync(cancellationToken).ConfigureAwait(false) is null;
        var session = filter.Session.Length > 0 ? filter.Session : (await sessions.ListAsync(new SessionFilter(filter.Project, "", null, 1), cancellationToken).ConfigureAwait(false)) is [var newest, ..] ? newest.SessionId : "";
        var statuses = budgets.ReadAsync(session, cancellationToken);
        var frame = new FigureFrame(filter.Since, filter.Until is { } until && until < now ? until : now, now);
        var rows = await models.ConfigureAwait(false);
        var (budget, left) = Left(await statuses.ConfigureAwait(false), now);
        return new CostMetrics(
            session, await SessionAsync(session, now, cancellationToken).ConfigureAwait(false), Burn(Sum(await last.ConfigureAwait(false)), isEmpty, now), left, budget, Breakdown(rows, frame))
        {
            Cost = Total(Sum(rows), frame),
        };
    }

    private async Task<Figure> SessionAsync(string session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var frame = new FigureFrame(null, now, now);
        return session.Length == 0 ? frame.Unknown("usd", "No session is stored.", "requests of the session", Spend)
            : await usage.ReadSpendAsync(session, now - Lately, cancellationToken).ConfigureAwait(false) is { } spend
            ? (frame with { From = spend.FirstRequest }).Cost("usd", spend.CostUsd, spend.Requests, spend.UnknownCostRequests, "requests of the session", Spend)
            : frame.Unknown("usd", "No request of this session is stored.", "requests of the session", Spend);
    }

    private static Figure Burn(UsageTotals? last, bool isEmpty, DateTimeOffset now)
    {
        var frame = new FigureFrame(now - Lately, now, now);
        return last is not null ? frame.Cost("usd_per_hour", last.CostUsd, last.Requests, last.UnknownCostRequests, "requests of the last 60 minutes", Report)
            : isEmpty ? frame.Unknown("usd_per_hour", "No request is stored yet.", "requests of the last 60 minutes", Report)
            : frame.Known("usd_per_hour", 0, 0, "requests of the last 60 minutes", Report);
    }

    /// <summary>The budget with the least left. A budget for each request has nothing left or used.</summary>
    private static (string Name, Figure Left) Left(IReadOnlyList<BudgetStatus> statuses, DateTimeOffset now)
    {
        var known = statuses.Where(static status => status.LeftUsd is not null).MinBy(static status => status.LeftUsd);
        return known is { LeftUsd: { } left, Spend: { } spend }
            ? (known.Budget.Name, new FigureFrame(known.Window?.Start, now, now).Cost("usd", left, spend.Requests, spend.UnknownCostRequests, $"requests of budget {known.Budget.Name} of {known.Budget.LimitUsd} USD", Report))
            : ("", new FigureFrame(null, now, now).Unknown("usd", statuses.Count == 0 ? "No budget is set: cox budget set day 20" : "Of no budget is known what is left.", "requests of a budget", "state"));
    }

    internal static IReadOnlyList<ModelCost> Breakdown(IReadOnlyList<UsageRow> rows, FigureFrame frame)
    {
        var all = rows.Sum(static row => row.Totals.CostUsd ?? 0);
        return [.. rows.Select(row => new ModelCost(
            row.Key, frame.Cost("usd", row.Totals.CostUsd, row.Totals.Requests, row.Totals.UnknownCostRequests, "requests the model answered", Report),
            row.Totals.CostUsd is { } cost && all > 0 ? Math.Round(cost / all, 6) : null))];
    }

    private static Figure Total(UsageTotals? totals, FigureFrame frame) => totals is null
        ? frame.Unknown("usd", "No request is stored of this time.", "requests", Report)
        : frame.Cost("usd", totals.CostUsd, totals.Requests, totals.UnknownCostRequests, "requests", Report);

    private static UsageTotals? Sum(IReadOnlyList<UsageRow> rows) => rows.Count == 0 ? null : rows.Select(static row => row.Totals).Aggregate(static (one, other) => one.Plus(other));
}
