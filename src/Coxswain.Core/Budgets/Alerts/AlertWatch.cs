using System.Globalization;
using Coxswain.Core.Budgets.Periods;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Budgets.Alerts;

/// <summary>
/// Looks at every budget of a period and keeps the thresholds its spend has reached. The unique key of what is kept makes each of them one alert; what this object remembers only spares
/// the state file. Used by one loop.
/// </summary>
public sealed class AlertWatch(IBudgetStore budgets, BudgetReports reports, IUsageStore usage, IAlertStore alerts, TimeProvider clock)
{
    /// <summary>A request may be told of so long after it was made: by then its day, or its session, is looked at still.</summary>
    public static readonly TimeSpan Lateness = TimeSpan.FromHours(1);

    /// <summary>Spend from before that is not told of any more.</summary>
    public static readonly TimeSpan LongestAway = TimeSpan.FromDays(7);

    private const int MostSessions = 1000;
    private const int MostRemembered = 20_000;

    /// <summary>A clock that was set wrong by years must not have every day of them looked at.</summary>
    private const int MostWindows = 100;

    private static readonly TimeSpan SessionMarkAge = TimeSpan.FromMinutes(10);

    private readonly HashSet<(string Budget, AlertSpan Span, int Percent)> _kept = [];

    /// <param name="channels">Those that are set up: a budget with a step to notify has them told.</param>
    /// <returns>Alerts that are new.</returns>
    public async Task<IReadOnlyList<BudgetAlert>> LookAsync(IReadOnlyList<string> channels, CancellationToken cancellationToken)
    {
        var marks = await alerts.ReadMarksAsync(cancellationToken).ConfigureAwait(false);
        var next = new List<LookMark>();
        var reached = new List<ReachedThreshold>();
        foreach (var budget in (await budgets.ListAsync(cancellationToken).ConfigureAwait(false)).Where(static one => one.Period != BudgetPeriod.Request))
        {
            var now = clock.GetUtcNow();
            var since = marks.FirstOrDefault(mark => mark.Budget == budget.Name && mark.Since.Period == budget.Period)?.Since;
            next.Add(new LookMark(budget.Name, BudgetWindow.At(budget.Period, now, reports.Zone) is { } window
                ? await LookAtWindowsAsync(budget, since, window, now, Found, cancellationToken).ConfigureAwait(false)
                : await LookAtSessionsAsync(budget, since, now, Found, cancellationToken).ConfigureAwait(false)));

            void Found(AlertSpan span, decimal spentUsd) => reached.AddRange(
                ThresholdCrossings.Reached(spentUsd, budget.LimitUsd, ThresholdCrossings.Percents.Where(percent => _kept.Contains((budget.Name, span, percent))).ToHashSet())
                    .Select(percent => new ReachedThreshold(budget.Name, span, percent, now, spentUsd, budget.LimitUsd, budget.From(BudgetAction.Notify) <= percent ? channels : [])));
        }

        var fresh = reached.Count == 0 ? [] : await alerts.KeepAsync(reached, cancellationToken).ConfigureAwait(false);
        Remember(reached);

        // After the alerts: killed in between, the same spend is looked at again.
        if (!next.SequenceEqual(marks))
        {
            await alerts.SaveMarksAsync(next, cancellationToken).ConfigureAwait(false);
        }

        return fresh;
    }

    /// <returns>The first window that may still change.</returns>
    private async Task<AlertSpan> LookAtWindowsAsync(Budget budget, AlertSpan? since, BudgetWindow current, DateTimeOffset now, Action<AlertSpan, decimal> found, CancellationToken cancellationToken)
    {
        AlertSpan? open = null;
        for (var window = First(budget.Period, since, current); ; window = window.Next(budget.Period, reports.Zone))
        {
            var span = AlertSpan.Of(budget.Period, window);
            if ((await reports.ReadWindowAsync(budget, window, cancellationToken).ConfigureAwait(false)).CostUsd is { } spent)
            {
                found(span, spent);
            }

            open ??= window.End + Lateness > now ? span : null;
            if (window.FirstDay >= current.FirstDay)
            {
                return open ?? span;
            }
        }
    }

    private BudgetWindow First(BudgetPeriod period, AlertSpan? since, BudgetWindow current)
    {
        if (since?.FirstDay is not { } day || day >= current.FirstDay)
        {
            return current;
        }

        var earliest = current.FirstDay.AddDays(-MostWindows * period switch { BudgetPeriod.Day => 1, BudgetPeriod.Week => 7, _ => 31 });
        return BudgetWindow.StartingOn(period, day > earliest ? day : earliest, reports.Zone) ?? current;
    }

    /// <returns>A time from which on requests are looked at next; not a new one each time.</returns>
    private async Task<AlertSpan> LookAtSessionsAsync(Budget budget, AlertSpan? since, DateTimeOffset now, Action<AlertSpan, decimal> found, CancellationToken cancellationToken)
    {
        var last = since is not null && long.TryParse(since.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= now.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : now;
        var from = last - Lateness < now - LongestAway ? now - LongestAway : last - Lateness;
        var filter = new UsageFilter(from, null, reports.Zone, budget.Scope.Project, "", "") { Branch = budget.Scope.Branch, User = budget.Scope.User };
        foreach (var session in await usage.ReadSessionCostsAsync(filter, budget.LimitUsd * ThresholdCrossings.Percents[0] / 100, MostSessions, cancellationToken).ConfigureAwait(false))
        {
            found(AlertSpan.OfSession(session.SessionId), session.CostUsd);
        }

        return since is not null && last < now && now - last < SessionMarkAge ? since : AlertSpan.OfSession(now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    }

    private void Remember(List<ReachedThreshold> reached)
    {
        if (_kept.Count > MostRemembered)
        {
            _kept.Clear();
        }

        _kept.UnionWith(reached.Select(static one => (one.Budget, one.Span, one.Percent)));
    }
}
