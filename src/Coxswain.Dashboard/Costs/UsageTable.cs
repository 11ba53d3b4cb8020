using Coxswain.Core.Usage;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Costs;

/// <summary>Usage by what a grouping names, for one card.</summary>
public sealed record UsageTable(PageFilter Filter, DateTimeOffset AsOf, TimeZoneInfo Zone, UsageGrouping Grouping, Told<IReadOnlyList<UsageRow>> Rows)
{
    public static UsageTable Empty { get; } = new(PageFilter.Everything, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, UsageGrouping.Model, Told.NotAsked<IReadOnlyList<UsageRow>>());

    /// <summary>As the API and the command name it.</summary>
    public string Report => Grouping.ToString().ToLowerInvariant();

    /// <summary>Where a row leads; <see langword="null"/>: nowhere.</summary>
    public string? Link(UsageRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Key.Length is 0 or > PageFilter.LongestText ? null : Grouping switch
        {
            UsageGrouping.Project => $"/costs?{(Filter with { Project = row.Key }).Query()}",
            UsageGrouping.Model => $"/costs?{(Filter with { Model = row.Key }).Query()}",
            UsageGrouping.Daily when DateOnly.TryParseExact(row.Key, "yyyy-MM-dd", out var day) => $"/costs?{(Filter with { Range = PageRange.Days, From = day, To = day }).Query()}",
            UsageGrouping.Session => $"/sessions/{Uri.EscapeDataString(row.Key)}",
            _ => null,
        };
    }
}
