using System.Globalization;
using Coxswain.Core.Usage;

namespace Coxswain.Dashboard.Shared;

/// <summary>Figures as the pages write them.</summary>
public static class Format
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Cents where they matter, four places below ten cents. Never rounds something to nothing.</summary>
    public static string Money(decimal usd)
    {
        var sign = usd < 0 ? "−" : "";
        var amount = Math.Abs(usd);
        return sign + (amount is > 0 and < 0.00005m ? "<$0.0001" : "$" + amount.ToString(amount is > 0 and < 0.1m ? "0.0000" : "N2", Culture));
    }

    /// <summary>A sum of which some parts are not known: more was spent.</summary>
    public static string Cost(decimal? usd, long unknown) => usd is { } known ? Money(known) + (unknown > 0 ? "+?" : "") : "unknown";

    public static string Count(long count) => count.ToString("N0", Culture);

    public static string Things(long count, string thing, string? things = null) => count == 1 ? $"1 {thing}" : $"{Count(count)} {things ?? thing + "s"}";

    /// <summary>Rounded down: 99.96 % is not all of it.</summary>
    public static string Percent(double percent) => (Math.Floor(percent * 10) / 10).ToString("0.#", Culture) + " %";

    public static string Moment(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", Culture);

    /// <summary>A change, to whole numbers.</summary>
    public static string Change(double change) => Math.Round(change) switch { > 0 and var up => "+" + up.ToString("N0", Culture), < 0 and var down => "−" + Math.Abs(down).ToString("N0", Culture), _ => "±0" };

    /// <summary>To the second.</summary>
    public static string Time(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss", Culture);

    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1000 } => time.TotalMilliseconds.ToString("0", Culture) + " ms",
        { TotalMinutes: < 1 } => time.TotalSeconds.ToString("0.0", Culture) + " s",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min {time.Seconds} s",
        { TotalDays: < 2 } => $"{(int)time.TotalHours} h {time.Minutes} min",
        _ => $"{(int)time.TotalDays} days {time.Hours} h",
    };

    /// <summary>Thousands and millions in short.</summary>
    public static string Tokens(long? tokens) => tokens switch
    {
        null => "unknown",
        < 10_000 and > -10_000 => Count(tokens.Value),
        < 1_000_000 => (tokens.Value / 1000.0).ToString("0.#", Culture) + "k",
        _ => (tokens.Value / 1_000_000.0).ToString("0.##", Culture) + "M",
    };

    public static string Bytes(long bytes) => bytes switch
    {
        < 10_000 => Count(bytes) + " B",
        < 1_000_000 => (bytes / 1000.0).ToString("0.#", Culture) + " kB",
        < 1_000_000_000 => (bytes / 1e6).ToString("0.#", Culture) + " MB",
        _ => (bytes / 1e9).ToString("0.##", Culture) + " GB",
    };

    /// <summary>At most so many characters, cut where a character ends.</summary>
    public static string Cut(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
    }

    /// <summary>A folder by its last two names.</summary>
    public static string Folder(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return names.Length == 0 ? (path.Length > 0 ? path : "(not said)") : Cut(string.Join('/', names.TakeLast(2)), 60);
    }

    /// <summary>A normalised model id without what all have; a name no model has is cut.</summary>
    public static string Model(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Cut(id.StartsWith("claude-", StringComparison.Ordinal) && id.Length > "claude-".Length ? id["claude-".Length..] : id, 60);
    }

    /// <summary>Tokens read from the prompt cache, of all prompt tokens.</summary>
    public static string CacheShare(UsageTotals totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        return totals is { InputTokens: { } input, CacheReadTokens: { } read } && input + read + (totals.CacheWrite5mTokens ?? 0) + (totals.CacheWrite1hTokens ?? 0) is > 0 and var prompt
            ? Percent(100.0 * read / prompt)
            : "unknown";
    }

    /// <summary>For <c>datetime</c> attributes.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", Culture);
}
