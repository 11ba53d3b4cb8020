using System.Globalization;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Pages;

/// <summary>Reads what an address narrows a page to. A part that cannot be read is as if it was not there, and told.</summary>
public static class PageFilterReader
{
    private const int FirstYear = 2000, LastYear = 2199;

    /// <summary>The names in an address that are of the filter.</summary>
    public static IReadOnlySet<string> Words { get; } = new HashSet<string>(["range", "since", "until", "project", "model"], StringComparer.Ordinal);

    /// <summary>As an address says it; <see langword="null"/>: there is no such one.</summary>
    public static PageRange? Range(string word) => word switch { "today" => PageRange.Today, "7d" => PageRange.Week, "30d" => PageRange.Month, _ => null };

    /// <param name="problems">What cannot be read, each in a sentence that names the part and what it may be.</param>
    public static PageFilter Read(string range, string since, string until, string project, string model, ICollection<string> problems)
    {
        ArgumentNullException.ThrowIfNull(range);
        ArgumentNullException.ThrowIfNull(problems);
        var known = Range(range);
        if (known is null && range.Length > 0)
        {
            problems.Add($"range={Told(range)} is no range: today, 7d or 30d, or days with since and until. This page shows today.");
        }

        var (first, last) = (Day("since", since, problems), Day("until", until, problems));
        var (folder, id) = (Name("project", project, problems), Name("model", model, problems));
        // Days of one's own go before a range; where one of them cannot be read neither counts.
        if (first is { } from && (last is not null || until.Length == 0))
        {
            if (from <= (last ?? from))
            {
                return new PageFilter(PageRange.Days, from, last ?? from, folder, id);
            }

            problems.Add($"since={since} is after until={until}: give the first day as since and the last as until. {Instead(known)}");
        }
        else if (since.Length == 0 && last is not null)
        {
            problems.Add($"until={until} has no since: give the first day too. {Instead(known)}");
        }

        return new PageFilter(known ?? PageRange.Today, null, null, folder, id);
    }

    private static string Instead(PageRange? known) => $"This page shows {new PageFilter(known ?? PageRange.Today, null, null, "", "").RangeName}.";

    private static DateOnly? Day(string name, string text, ICollection<string> problems)
    {
        if (DateOnly.TryParseExact(text, PageFilter.DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= FirstYear and <= LastYear)
        {
            return day;
        }

        if (text.Length > 0)
        {
            problems.Add($"{name}={Told(text)} is no day: give one of the years {FirstYear} to {LastYear} as 2026-11-22. The days are left out.");
        }

        return null;
    }

    private static string Name(string name, string text, ICollection<string> problems)
    {
        if (text.Length <= PageFilter.LongestText)
        {
            return text.Trim();
        }

        problems.Add($"{name}={Told(text)} is too long: at most {PageFilter.LongestText} characters. It is left out: this page counts every {name}.");
        return "";
    }

    private static string Told(string text) => Format.Cut(text, 40);
}
