using System.Globalization;
using Coxswain.Core.Kernel;

namespace Coxswain.Core.Usage;

/// <summary>Turns what a user wrote into a filter, or into every problem with it.</summary>
internal static class UsageQuestionReader
{
    private const int LongestText = 4096;

    private static readonly string[] Reports = [.. Enum.GetNames<UsageGrouping>().Select(name => name.ToLowerInvariant())];
    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyyMMdd"];
    private static readonly string[] LocalFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] InstantFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <param name="problems">Field name and what is wrong with it; empty when the filter can be used.</param>
    public static (UsageGrouping Grouping, UsageFilter Filter) Read(UsageQuestion question, DateTimeOffset now, Dictionary<string, string> problems)
    {
        var grouping = (UsageGrouping)Array.FindIndex(Reports, name => string.Equals(name, question.Report, StringComparison.OrdinalIgnoreCase));
        if (grouping < 0)
        {
            problems["report"] = $"Unknown report; there are {string.Join(", ", Reports)}.";
        }

        var zone = ReadZone(question.TimeZone, problems);
        var since = ReadTime(question.Since, "since", zone, now, isEnd: false, problems);
        var until = ReadTime(question.Until, "until", zone, now, isEnd: true, problems);
        if (since >= until)
        {
            problems["until"] = "Must be later than since.";
        }

        foreach (var (name, text) in new[] { ("project", question.Project), ("model", question.Model), ("session", question.Session) })
        {
            if (text.Length > LongestText)
            {
                problems[name] = $"Longer than {LongestText} characters.";
            }
        }

        return (grouping, new UsageFilter(since, until, zone, question.Project, question.Model, question.Session));
    }

    private static TimeZoneInfo ReadZone(string text, Dictionary<string, string> problems)
    {
        if (text.Length == 0 || text == "UTC")
        {
            return TimeZoneInfo.Utc;
        }

        if (text.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId)
        {
            return zone;
        }

        problems["timezone"] = "Unknown time zone; give an IANA name such as Europe/Berlin or UTC.";
        return TimeZoneInfo.Utc;
    }

    /// <summary>A day counts as a whole: as a start from its first moment, as an end to its last. <c>7d</c> is seven days before now, <c>12h</c> twelve hours.</summary>
    private static DateTimeOffset? ReadTime(string text, string name, TimeZoneInfo zone, DateTimeOffset now, bool isEnd, Dictionary<string, string> problems)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var culture = CultureInfo.InvariantCulture;
        if (DateOnly.TryParseExact(text, DateFormats, culture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200)
        {
            return LocalMoment.First((isEnd ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue), zone);
        }

        if (DateTime.TryParseExact(text, LocalFormats, culture, DateTimeStyles.None, out var local) && local.Year is >= 2000 and < 2200)
        {
            return LocalMoment.First(local, zone);
        }

        if (DateTimeOffset.TryParseExact(text, InstantFormats, culture, DateTimeStyles.AssumeUniversal, out var instant) && instant.Year is >= 2000 and < 2200)
        {
            return instant.ToUniversalTime();
        }

        if (text.Length <= 6 && text[^1] is 'd' or 'h' && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, culture, out var count) && count > 0)
        {
            return now - (text[^1] == 'd' ? TimeSpan.FromDays(count) : TimeSpan.FromHours(count));
        }

        problems[name] = "Give a day (2026-11-22), a time (2026-11-22T14:30, local, or with Z or an offset) or an age (7d, 12h).";
        return null;
    }
}
