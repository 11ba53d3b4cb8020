namespace Coxswain.Core.Usage;

/// <summary>
/// Folds hours into windows of five, as subscription limits count them and ccusage shows them: a window starts at the full hour (UTC) of its first
/// request, the next one at the first request five hours or more later. An hour never straddles two windows, so hours are all it takes.
/// </summary>
internal static class UsageBlocks
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(5);

    private static readonly TimeSpan ShortestRate = TimeSpan.FromMinutes(1);

    /// <param name="hours">Sums by full hour, oldest first.</param>
    public static IReadOnlyList<UsageRow> Fold(IEnumerable<(DateTimeOffset Hour, UsageTotals Totals)> hours, DateTimeOffset now)
    {
        var blocks = new List<(DateTimeOffset Start, UsageTotals Totals)>();
        foreach (var (hour, totals) in hours)
        {
            if (blocks.Count > 0 && hour < blocks[^1].Start + Length)
            {
                blocks[^1] = (blocks[^1].Start, blocks[^1].Totals.Plus(totals));
            }
            else
            {
                blocks.Add((hour, totals));
            }
        }

        return [.. blocks.Select(block => RowOf(block.Start, block.Totals, now))];
    }

    private static UsageRow RowOf(DateTimeOffset start, UsageTotals totals, DateTimeOffset now)
    {
        var end = start + Length;
        var isActive = now < end && now - totals.LastRequest < Length;
        return new UsageRow(start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), "", "", totals)
        {
            Block = new UsageBlock(start, end, isActive, BurnOf(totals)),
        };
    }

    private static BurnRate? BurnOf(UsageTotals totals)
    {
        var span = totals.LastRequest - totals.FirstRequest;
        return span < ShortestRate
            ? null
            : new BurnRate(totals.Requests, span.TotalMinutes, totals.TotalTokens / span.TotalMinutes, totals.CostUsd is { } cost ? BurnRate.PerHour(cost, span) : null);
    }
}
