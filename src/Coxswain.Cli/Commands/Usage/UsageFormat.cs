using System.Globalization;

namespace Coxswain.Cli.Commands.Usage;

/// <summary>How usage figures are written for people; always with a point and commas, so that columns compare.</summary>
internal static class UsageFormat
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Count(long count) => count.ToString("N0", Culture);

    /// <summary><c>1 prompt</c>, <c>2 prompts</c>.</summary>
    public static string Things(long count, string one, string? more = null) => $"{Count(count)} {(count == 1 ? one : more ?? one + "s")}";

    /// <summary>Of rows that a report could not count yet.</summary>
    public static string Pending(long rows) => $"{Things(rows, "received row")} not in the store yet.";

    /// <summary>Names of models; a request may name none.</summary>
    public static string Models(IEnumerable<string> models) => string.Join(", ", models.Select(Said));

    public static string Said(string text) => text.Length > 0 ? text : "(not said)";

    public static string Of(long part, long requests) => $"{Count(part)} of {Things(requests, "request")}";

    /// <summary>Cents above ten dollars, hundredths of a cent below; what is less is not shown as nothing.</summary>
    public static string Money(decimal amount) => amount is > 0 and < 0.00005m ? "<$0.0001" : "$" + amount.ToString(Math.Abs(amount) >= 10 ? "N2" : "N4", Culture);

    /// <param name="unknown">Requests that may miss in the sum: it is marked as a part.</param>
    public static string Tokens(long? count, long unknown) => count is not { } known ? "unknown" : unknown > 0 ? Count(known) + " +?" : Count(known);

    /// <param name="unknown">Requests whose cost is not in the amount: it is marked as a part.</param>
    public static string Cost(decimal? amount, long unknown) => amount is not { } known ? "unknown" : unknown > 0 ? Money(known) + " +?" : Money(known);

    public static string Moment(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm", Culture);
}
