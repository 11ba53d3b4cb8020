using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Pages;

/// <summary>What every page can be narrowed to, as its address says. <see cref="PageFilterReader"/> reads it.</summary>
/// <param name="From">The first day, of <see cref="PageRange.Days"/>; else <see langword="null"/>.</param>
/// <param name="To">The last day, of <see cref="PageRange.Days"/>; else <see langword="null"/>.</param>
/// <param name="Project">A folder; those below it count too. Empty: all.</param>
/// <param name="Model">Empty: all.</param>
public sealed record PageFilter(PageRange Range, DateOnly? From, DateOnly? To, string Project, string Model)
{
    /// <summary>Of the name of a project or model.</summary>
    public const int LongestText = 1024;

    internal const string DayFormat = "yyyy-MM-dd";

    /// <summary>As nobody chose anything.</summary>
    public static PageFilter Everything { get; } = new(PageRange.Today, null, null, "", "");

    /// <summary>As an address says it; empty for days of one's own.</summary>
    public string RangeWord => Range switch { PageRange.Week => "7d", PageRange.Month => "30d", PageRange.Today => "today", _ => "" };

    public string RangeName => Range switch
    {
        PageRange.Week => "7 days",
        PageRange.Month => "30 days",
        PageRange.Today => "today",
        _ => From == To ? Text(From) : $"{Text(From)} to {Text(To)}",
    };

    /// <summary>The days of the range, in a zone: the first and how many.</summary>
    public (DateOnly First, int Count) Days(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (From is { } from && To is { } to)
        {
            return (from, to.DayNumber - from.DayNumber + 1);
        }

        var count = Range switch { PageRange.Week => 7, PageRange.Month => 30, _ => 1 };
        return (DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(1 - count), count);
    }

    /// <summary>From the first moment inside to the first outside, or to now where that is earlier.</summary>
    public TimeRange Window(DateTimeOffset now, TimeZoneInfo zone)
    {
        var (first, count) = Days(now, zone);
        return TimeRange.OfDays(first, count, now, zone);
    }

    /// <summary>The same as long before.</summary>
    public TimeRange WindowBefore(DateTimeOffset now, TimeZoneInfo zone)
    {
        var (first, count) = Days(now, zone);
        var window = Window(now, zone);
        var since = LocalMoment.First(first.AddDays(-count).ToDateTime(TimeOnly.MinValue), zone);
        return new TimeRange(since, since + (window.To - window.From));
    }

    public UsageFilter ToUsage(DateTimeOffset now, TimeZoneInfo zone)
    {
        var (first, count) = Days(now, zone);
        var until = Range == PageRange.Days ? LocalMoment.First(first.AddDays(count).ToDateTime(TimeOnly.MinValue), zone) : (DateTimeOffset?)null;
        return new UsageFilter(LocalMoment.First(first.ToDateTime(TimeOnly.MinValue), zone), until, zone, Project, Model, "");
    }

    /// <summary>As <see cref="UsageQuestion"/> takes it.</summary>
    public UsageQuestion ToQuestion(string report, DateTimeOffset now, TimeZoneInfo zone)
        => new(report, Text(Days(now, zone).First), Range == PageRange.Days ? Text(To) : "", zone.Id, Project, Model, "");

    /// <summary>In words, with its first moment.</summary>
    public string Told(DateTimeOffset now, TimeZoneInfo zone)
    {
        var window = Window(now, zone);
        return $"{RangeName}: {Format.Moment(window.From, zone)} to {Format.Moment(window.To, zone)} ({zone.Id}){Names}";
    }

    /// <summary>In words.</summary>
    public string InWords() => RangeName + Names;

    /// <summary>For a command of <c>cox</c> or an address of the API that asks the same: since, and until where it has an end.</summary>
    public (string Since, string Until) Bounds(DateTimeOffset now, TimeZoneInfo zone) => (Text(Days(now, zone).First), Range == PageRange.Days ? Text(To) : "");

    /// <summary>The query of an address that asks the same, with another range where one is given.</summary>
    public string Query(string? range = null) => string.Join('&', new[]
    {
        ("range", range ?? RangeWord), ("since", range is null ? Text(From) : ""), ("until", range is null ? Text(To) : ""), ("project", Project), ("model", Model),
    }.Where(static part => part.Item2.Length > 0).Select(static part => $"{part.Item1}={Uri.EscapeDataString(part.Item2)}"));

    private string Names => (Project.Length > 0 ? $", project {Project}" : "") + (Model.Length > 0 ? $", model {Model}" : "");

    private static string Text(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture) ?? "";
}
