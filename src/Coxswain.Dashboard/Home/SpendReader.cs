using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;
using Coxswain.Dashboard.Pages;

namespace Coxswain.Dashboard.Home;

/// <summary>Asks what a range cost, and what it is compared with.</summary>
public sealed class SpendReader(IUsageStore usage, IUsageWindows windows)
{
    // Requests may lie a little ahead of this clock.
    private static readonly DateTimeOffset NoEnd = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<SpendAnswer> ReadAsync(PageFilter filter, DateTimeOffset now, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var range = filter.ToUsage(now, zone);
        var before = filter.WindowBefore(now, zone);
        var span = usage.ReadSpanAsync(cancellationToken);
        var rows = (await windows.ReadWindowsAsync(
            range, [new TimeRange(range.Since ?? DateTimeOffset.UnixEpoch, range.Until ?? NoEnd), new TimeRange(now.AddHours(-1), NoEnd), before], cancellationToken).ConfigureAwait(false)).ToLookup(static row => row.Window);
        var known = (await span.ConfigureAwait(false))?.From;
        return new SpendAnswer(Hours(rows[0]), Models(rows[0]), known)
        {
            LastHour = SpendAnswer.Sum(rows[1].Select(static row => row.Totals)),
            Before = SpendAnswer.Sum(rows[2].Select(static row => row.Totals)),
            KnowsBefore = known < before.From,
        };
    }

    private static List<(DateTimeOffset Hour, UsageTotals Totals)> Hours(IEnumerable<WindowHour> rows) => [.. By(rows, static row => row.Hour)];

    /// <summary>The dearest first.</summary>
    private static List<UsageRow> Models(IEnumerable<WindowHour> rows) =>
        [.. By(rows, static row => row.Model)
            .Select(static model => new UsageRow(model.Key, "", "", model.Totals))
            .OrderByDescending(static row => row.Totals.CostUsd ?? decimal.MinValue).ThenByDescending(static row => row.Totals.Requests).ThenBy(static row => row.Key, StringComparer.Ordinal)];

    private static IEnumerable<(TKey Key, UsageTotals Totals)> By<TKey>(IEnumerable<WindowHour> rows, Func<WindowHour, TKey> key) =>
        rows.GroupBy(key, static row => row.Totals).Select(static group => (group.Key, group.Aggregate(static (one, other) => one.Plus(other))));
}
