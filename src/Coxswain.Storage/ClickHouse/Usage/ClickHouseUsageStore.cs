using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;
using Coxswain.Storage.ClickHouse.Usage.Rollup;

namespace Coxswain.Storage.ClickHouse.Usage;

/// <summary>Usage from sums by session and hour where they answer the question, else from the view <c>requests</c>. Both say the same.</summary>
/// <param name="rollup"><see langword="null"/>: no sums are kept.</param>
internal sealed class ClickHouseUsageStore(StoreClient client, UsageRollup? rollup = null) : IUsageStore, IUsageWindows
{
    public async Task<IReadOnlyList<UsageRow>> ReadAsync(UsageGrouping grouping, UsageFilter filter, CancellationToken cancellationToken) =>
        grouping == UsageGrouping.Blocks
            ? throw new ArgumentOutOfRangeException(nameof(grouping), grouping, "Blocks are made of hours.")
            : await client.QueryAsync(await ReportAsync(grouping.ToString().ToLowerInvariant(), filter, cancellationToken).ConfigureAwait(false), UsageFields.Row, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<(DateTimeOffset Hour, UsageTotals Totals)>> ReadHoursAsync(UsageFilter filter, CancellationToken cancellationToken) => await client.QueryAsync(
        await ReportAsync("hourly", filter, cancellationToken).ConfigureAwait(false),
        static row => (DateTimeOffset.FromUnixTimeSeconds(long.Parse(row.GetString(0), CultureInfo.InvariantCulture)), UsageFields.Totals(row)),
        cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<WindowHour>> ReadWindowsAsync(UsageFilter filter, IReadOnlyList<TimeRange> windows, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(windows.Count, IUsageWindows.Most);
        var keeper = await IsKeptAsync(cancellationToken).ConfigureAwait(false) ? rollup : null;
        var asked = windows.Select(window => keeper is null ? RollupWindow.WithoutHours(window) : RollupWindow.Of(filter with { Since = window.From, Until = window.To }, keeper.GrainSeconds, isByTime: true)).ToList();
        var all = asked.Concat(Enumerable.Repeat(RollupWindow.Empty, IUsageWindows.Most - asked.Count)).ToList();
        return await client.QueryAsync(
            Statement("windows").Filtered(filter)
                .With("requests", keeper is not null ? KeptRequests.View : KeptRequests.ViewFor(filter, "requests_costed"))
                .With("whole_from_s", all.Select(static one => one.WholeFromS).ToArray())
                .With("whole_until_s", all.Select(static one => one.WholeUntilS).ToArray())
                .With("edge_from_ms", all.Select(static one => one.SinceMs).Concat(all.Select(static one => one.TailFromMs)).ToArray())
                .With("edge_until_ms", all.Select(static one => one.HeadUntilMs).Concat(all.Select(static one => one.UntilMs)).ToArray()),
            static row => new WindowHour(row.GetInt32(0) - 1, DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(1)), row.GetString(2), UsageFields.Totals(row)),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<TimeRange?> ReadSpanAsync(CancellationToken cancellationToken) => await UsageFields.SpanAsync(
        client, Statement(await IsKeptAsync(cancellationToken).ConfigureAwait(false) ? "Rollup/span" : "span"), cancellationToken).ConfigureAwait(false);

    public async Task<SessionSpend?> ReadSpendAsync(string sessionId, DateTimeOffset recentSince, CancellationToken cancellationToken)
    {
        var rows = await client.QueryRequestsAsync(
            rollup,
            "requests_costed",
            Statement("spend").With("session", sessionId).With("recent_ms", recentSince.ToUnixTimeMilliseconds()),
            static row => new SessionSpend(
                UsageFields.Count(row.GetValue(0)),
                UsageFields.Money(row.GetValue(1)),
                UsageFields.Count(row.GetValue(2)),
                UsageFields.Moment(row.GetValue(3)),
                UsageFields.Moment(row.GetValue(4)),
                UsageFields.Count(row.GetValue(5)),
                UsageFields.Money(row.GetValue(6)),
                UsageFields.Count(row.GetValue(7))),
            cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    public async Task<IReadOnlyList<SessionCost>> ReadSessionCostsAsync(UsageFilter filter, decimal leastUsd, int most, CancellationToken cancellationToken) => await client.QueryAsync(
        Statement(await IsKeptAsync(cancellationToken).ConfigureAwait(false) ? "Rollup/session_costs" : "session_costs")
            .With("requests", KeptRequests.ViewFor(filter, "requests_costed"))
            .With("since_ms", (filter.Since ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds())
            .With("project", UsageFilterParameters.Folder(filter.Project))
            .With("branch", filter.Branch)
            .With("user", filter.User)
            .With("least_usd", leastUsd.ToString(CultureInfo.InvariantCulture))
            .With("most", (uint)Math.Max(0, most)),
        static row => new SessionCost(row.GetString(0), UsageFields.Money(row.GetValue(1)) ?? 0),
        cancellationToken).ConfigureAwait(false);

    public Task<IReadOnlyList<BadNumber>> ReadBadNumbersAsync(TimeRange range, CancellationToken cancellationToken) => client.QueryAsync(
        Windowed(Statement("bad_numbers"), range.From, range.To),
        static row => new BadNumber(
            row.GetString(0), row.GetString(1), UsageFields.Count(row.GetValue(2)), UsageFields.Count(row.GetValue(3)), UsageFields.Moment(row.GetValue(4)), UsageFields.Moment(row.GetValue(5))),
        cancellationToken);

    public async Task<SharedRequestIds> ReadSharedRequestIdsAsync(TimeRange range, int examples, CancellationToken cancellationToken) => (await client.QueryAsync(
        Windowed(Statement("shared_request_ids"), range.From, range.To).With("examples", (uint)Math.Max(0, examples)),
        static row => new SharedRequestIds(UsageFields.Count(row.GetValue(0)), (string[])row.GetValue(1)),
        cancellationToken).ConfigureAwait(false))[0];

    public async Task<IReadOnlyList<PriceAgreement>> ReadPriceAgreementsAsync(TimeRange? range, int examples, CancellationToken cancellationToken)
    {
        var most = await client.QueryAsync(
            Windowed(Statement("price_examples"), range?.From, range?.To).With("examples", (uint)Math.Max(0, examples)),
            static row => (Status: row.GetString(0), Example: new PriceAgreementExample(
                row.GetString(1), row.GetString(2), UsageFields.Moment(row.GetValue(3)), row.GetString(4), UsageFields.Money(row.GetValue(5)), UsageFields.Money(row.GetValue(6)))),
            cancellationToken).ConfigureAwait(false);
        var byStatus = most.ToLookup(found => found.Status, found => found.Example, StringComparer.Ordinal);
        return await client.QueryAsync(
            Windowed(Statement("price_agreements"), range?.From, range?.To),
            row => new PriceAgreement(
                row.GetString(0),
                UsageFields.Count(row.GetValue(1)),
                UsageFields.Money(row.GetValue(2)),
                UsageFields.Money(row.GetValue(3)),
                UsageFields.Money(row.GetValue(4)),
                [.. byStatus[row.GetString(0)]]),
            cancellationToken).ConfigureAwait(false);
    }

    private static StoreStatement Statement(string name) => StoreStatement.FromFile($"Queries/Usage/{name}.sql");

    private Task<bool> IsKeptAsync(CancellationToken cancellationToken) => rollup?.IsReadyAsync(cancellationToken) ?? Task.FromResult(false);

    private async Task<StoreStatement> ReportAsync(string grouping, UsageFilter filter, CancellationToken cancellationToken)
    {
        if (rollup is not null && await IsKeptAsync(cancellationToken).ConfigureAwait(false))
        {
            var window = RollupWindow.Of(filter, rollup.GrainSeconds, grouping is "hourly" or "daily" or "weekly" or "monthly");
            var report = Statement("Rollup/report");
            return Kept(window, (window.HasEdges ? report : report with { Sql = WithoutEdges(report.Sql) }).Filtered(filter)).With("grouping", grouping);
        }

        var view = grouping is "session" or "project" or "branch" or "agent" ? "requests" : KeptRequests.ViewFor(filter, "requests_costed");
        return Statement("report").Filtered(filter).With("requests", view).With("grouping", grouping);
    }

    /// <summary>Half of what planning the report takes is the planning of its edges.</summary>
    private static string WithoutEdges(string sql) =>
        sql.IndexOf("/*edges*/", StringComparison.Ordinal) is >= 0 and var begin && sql.IndexOf("/*end of edges*/", StringComparison.Ordinal) is var end && end > begin ? sql.Remove(begin, end - begin) : sql;

    private static StoreStatement Kept(RollupWindow window, StoreStatement statement) => statement
        .With("head_from_ms", window.SinceMs)
        .With("head_until_ms", window.HeadUntilMs)
        .With("whole_from_s", window.WholeFromS)
        .With("whole_until_s", window.WholeUntilS)
        .With("tail_from_ms", window.TailFromMs)
        .With("tail_until_ms", window.UntilMs)
        .With("is_exact", window.IsExact ? 1 : 0);

    private static StoreStatement Windowed(StoreStatement statement, DateTimeOffset? since, DateTimeOffset? until) => statement
        .With("since_ms", (since ?? DateTimeOffset.UnixEpoch).ToUnixTimeMilliseconds())
        .With("until_ms", (until ?? UsageFilterParameters.NoEnd).ToUnixTimeMilliseconds());
}
