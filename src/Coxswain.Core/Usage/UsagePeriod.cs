using System.Globalization;
using Coxswain.Core.Kernel;

namespace Coxswain.Core.Usage;

/// <summary>A calendar day, week or month of a time zone, as the moments it begins and ends.</summary>
internal readonly record struct UsagePeriod(DateTimeOffset Start, DateTimeOffset End)
{
    /// <returns><see langword="null"/> when rows of the report are no calendar periods.</returns>
    public static UsagePeriod? Of(UsageGrouping grouping, string key, TimeZoneInfo zone)
    {
        if (grouping is not (UsageGrouping.Daily or UsageGrouping.Weekly or UsageGrouping.Monthly)
            || !DateTime.TryParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
        {
            return null;
        }

        var next = grouping switch
        {
            UsageGrouping.Daily => first.AddDays(1),
            UsageGrouping.Weekly => first.AddDays(7),
            _ => first.AddMonths(1),
        };
        return new UsagePeriod(LocalMoment.First(first, zone), LocalMoment.First(next, zone));
    }

    /// <summary>The row with what the window asked for, and now, leave of its period.</summary>
    public static UsageRow Mark(UsageRow row, UsageGrouping grouping, UsageFilter filter, DateTimeOffset now) => Of(grouping, row.Key, filter.TimeZone) is { } period
        ? row with { IsPartial = period.Start < filter.Since || period.End > filter.Until, IsRunning = period.Start <= now && now < period.End }
        : row;
}
