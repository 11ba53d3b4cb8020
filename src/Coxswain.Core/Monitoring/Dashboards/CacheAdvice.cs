using System.Globalization;
using Coxswain.Core.Usage.Caching;

namespace Coxswain.Core.Monitoring.Dashboards;

/// <summary>Advice from what was lost of the prompt cache, by cause.</summary>
internal static class CacheAdvice
{
    private const string Source = "Usage/Caching/requests";

    /// <param name="report">By cause.</param>
    public static AdviceList Of(CacheReport report)
    {
        if (report.Totals is not { } totals)
        {
            return new AdviceList(null, "Of no turn in this time can be said what it should have read from the cache.");
        }

        var frame = new FigureFrame(report.Since, report.Until ?? report.AsOf, report.AsOf);
        var items = report.Rows.Where(static row => row.Totals.LostTurns > 0).Select(row => Of(row, totals, frame)).OfType<Advice>().ToList();
        return new AdviceList(items, items.Count > 0 ? "" : $"None of {totals.Turns.ToString("N0", CultureInfo.InvariantCulture)} turns lost anything of the cache for a cause that is known.");
    }

    /// <returns><see langword="null"/>: nothing is known to help.</returns>
    private static Advice? Of(CacheReportRow row, CacheTotals all, FigureFrame frame)
    {
        var causes = row.Key.Split('+');
        if (CacheRemedies.Of(row.Key) is not { } remedy)
        {
            return null;
        }

        var of = string.Create(CultureInfo.InvariantCulture, $"turns that lost by {string.Join(" or ", causes).Replace('_', ' ')}");
        var saving = frame.Cost("usd", row.Totals.LossUsd, row.Totals.LostTurns, row.Totals.UnknownLossTurns, of, Source);
        if (row.Totals.UpperBoundTurns > 0)
        {
            // Some of what was written anew may have been new: the figure is the most it can be.
            saving = saving with { High = saving.Value };
        }

        return new Advice(
            remedy,
            string.Create(CultureInfo.InvariantCulture, $"{row.Totals.LostTurns:N0} of {all.Turns:N0} turns lost {row.Totals.LostTokens:N0} tokens of the cache by {string.Join(" or ", causes).Replace('_', ' ')}."),
            row.Totals.LostTurns,
            saving,
            "cox cache --by session");
    }
}
