using System.Globalization;

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

    public static string Things(long count, string thing) => count == 1 ? $"1 {thing}" : $"{Count(count)} {thing}s";

    /// <summary>Rounded down: 99.96 % is not all of it.</summary>
    public static string Percent(double percent) => (Math.Floor(percent * 10) / 10).ToString("0.#", Culture) + " %";

    public static string Moment(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", Culture);

    /// <summary>For <c>datetime</c> attributes.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", Culture);
}
