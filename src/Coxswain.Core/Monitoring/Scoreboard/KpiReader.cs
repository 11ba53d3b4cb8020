using Coxswain.Core.Kernel;
using Coxswain.Core.Monitoring.Errors;
using Coxswain.Core.Monitoring.Productivity;
using Coxswain.Core.Ratings;
using Coxswain.Core.Recovery.Analysis;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Monitoring.Scoreboard;

/// <summary>Reads the plan's success metrics, of a time and of as long before.</summary>
public sealed class KpiReader(IUsageStore usage, ErrorRates errors, IRatingStore ratings, IProductivityStore productivity, TimeProvider clock)
{
    private const string OneUser = "Not counted: it is a part of all users, and this store is one user's.";

    public async Task<KpiReport> ReadAsync(TimeRange window, string project, CancellationToken cancellationToken)
    {
        var before = new TimeRange(window.From - window.Length, window.From);
        var now = await MomentAsync(window, project, cancellationToken).ConfigureAwait(false);
        var then = await MomentAsync(before, project, cancellationToken).ConfigureAwait(false);
        return new KpiReport(window.From, window.To, clock.GetUtcNow(), project, Primary(now, then), Secondary(now, then));
    }

    private async Task<Moment> MomentAsync(TimeRange window, string project, CancellationToken cancellationToken)
    {
        var filter = new UsageFilter(window.From, window.To, TimeZoneInfo.Utc, project, "", "");
        var sessions = await usage.ReadAsync(UsageGrouping.Session, filter, cancellationToken).ConfigureAwait(false);
        var models = await usage.ReadAsync(UsageGrouping.Model, filter, cancellationToken).ConfigureAwait(false);
        var failed = await errors.ReadTimeAsync(filter, cancellationToken).ConfigureAwait(false);
        var rated = await RatingReport.ReadAsync(ratings, "", project, window.From, window.To, cancellationToken).ConfigureAwait(false);
        var prompts = await productivity.ReadPromptTimesAsync(filter, cancellationToken).ConfigureAwait(false);
        return new Moment(
            [.. sessions.Where(static row => row is { Key.Length: > 0, Totals: { CostUsd: not null, UnknownCostRequests: 0 } }).Select(static row => (double)(row.Totals.CostUsd ?? 0))],
            new Proportion(models.Where(static row => row.Key.Contains("haiku", StringComparison.Ordinal)).Sum(static row => row.Totals.Requests), models.Sum(static row => row.Totals.Requests)),
            failed,
            // Read from a moment on: those given after the window are not of it.
            RatingSummary.Of([.. rated.Ratings.Where(one => one.Time < window.To).Select(static one => one.Score)]),
            prompts);
    }

    private static IReadOnlyList<Kpi> Primary(Moment now, Moment then) =>
    [
        Mean("Session cost", "$3.01 on average", "under $2.00", now.SessionCosts, then.SessionCosts),
        Part("Error recovery rate", "0 %", "over 90 %", now.Errors.Recovered, then.Errors.Recovered, "requests that met a failure and whose end is known", "No request met a failure.", static rate => rate > 0.9),
        Part("API failure rate", "0.16 %", "under 0.1 %", now.Errors.GivenUp, then.Errors.GivenUp, "requests", "No request is stored of this time.", static rate => rate < 0.001),
        new("User satisfaction", "not known", "over 4.5 of 5", "stars", now.Ratings.Mean, now.Ratings.N == 0 ? "Nobody rated a session: cox rate 5" : "", now.Ratings.N, "rated sessions", then.Ratings.Mean, then.Ratings.N, now.Ratings.Mean is { } mean ? mean > 4.5 : null)
        {
            Low = now.Ratings.Low, High = now.Ratings.High,
        },
        Part("Haiku usage", "31 %", "60 %", now.Haiku, then.Haiku, "requests", "No request is stored of this time.", static rate => rate >= 0.6),
    ];

    private static IReadOnlyList<Kpi> Secondary(Moment now, Moment then) =>
    [
        new("Workflow efficiency", "none: your own before", "25 % less time for a prompt", "seconds", now.Prompts.Median?.TotalSeconds, now.Prompts.Prompts == 0 ? "No prompt of this time has a known beginning and answer." : "", now.Prompts.Prompts, "prompts, the median", then.Prompts.Median?.TotalSeconds, then.Prompts.Prompts,
            now.Prompts.Median is { } took && then.Prompts.Median is { TotalSeconds: > 0 } took0 ? took <= 0.75 * took0 : null),
        new("Dashboard engagement", "none", "80 % of users", "part", null, OneUser, 0, "users", null, 0, null),
        new("Automation adoption", "none", "50 % of users", "part", null, OneUser, 0, "users", null, 0, null),
        new("Cost awareness", "none", "90 % of users", "part", null, OneUser, 0, "users", null, 0, null),
    ];

    private static Kpi Mean(string name, string baseline, string target, IReadOnlyList<double> now, IReadOnlyList<double> then)
    {
        var known = MeanEstimate.Of(now);
        return new Kpi(name, baseline, target, "usd", known.Mean, known.N == 0 ? "No session of this time has a known cost." : "", known.N, "sessions whose cost is known", then.Count == 0 ? null : then.Average(), then.Count, known.Mean is { } mean ? mean < 2 : null)
        {
            Low = known.Low is { } low ? Math.Max(0, low) : null, High = known.High,
        };
    }

    private static Kpi Part(string name, string baseline, string target, Proportion now, Proportion then, string of, string why, Func<double, bool> isMet)
        => new(name, baseline, target, "part", now.Rate, now.Rate is null ? why : "", now.Of, of, then.Rate, then.Of, now.Rate is { } rate ? isMet(rate) : null) { Low = now.Low, High = now.High };

    private sealed record Moment(IReadOnlyList<double> SessionCosts, Proportion Haiku, ErrorRateReport Errors, RatingSummary Ratings, PromptTimes Prompts);
}
