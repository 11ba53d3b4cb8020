using System.Globalization;
using System.Net.Http.Headers;

namespace Coxswain.Gateway.Attempts;

/// <summary>What a response says about trying again.</summary>
internal static class RetryHeaders
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <returns><see langword="null"/> when the response does not say, or nothing that is a time.</returns>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (Single(headers, "retry-after-ms") is { } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ms) && ms >= 0)
        {
            return TimeSpan.FromMilliseconds(Math.Min(ms, Longest.TotalMilliseconds));
        }

        if (Single(headers, "retry-after") is not { } after)
        {
            return null;
        }

        if (double.TryParse(after, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)) : null;
        }

        return DateTimeOffset.TryParse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time > now ? TimeSpan.FromTicks(Math.Min((time - now).Ticks, Longest.Ticks)) : TimeSpan.Zero
            : null;
    }

    public static bool? ShouldRetry(HttpResponseHeaders headers) => Single(headers, "x-should-retry") switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    private static string? Single(HttpResponseHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1 ? values.ToString() : null;
}
