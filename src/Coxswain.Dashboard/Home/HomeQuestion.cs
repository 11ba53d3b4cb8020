using Coxswain.Core.Usage;

namespace Coxswain.Dashboard.Home;

/// <summary>What the home page is asked, as its address says. What an address says wrong is as if it said nothing.</summary>
/// <param name="Project">A folder; those below it count too. Empty: all.</param>
/// <param name="Model">Empty: all.</param>
public sealed record HomeQuestion(HomeRange Range, string Project, string Model)
{
    private const int LongestText = 1024;

    public static HomeQuestion Of(string? range, string? project, string? model) => new(
        range switch { "7d" => HomeRange.Week, "30d" => HomeRange.Month, _ => HomeRange.Today }, Short(project), Short(model));

    public string RangeWord => Range switch { HomeRange.Week => "7d", HomeRange.Month => "30d", _ => "today" };

    public string RangeName => Range switch { HomeRange.Week => "7 days", HomeRange.Month => "30 days", _ => "today" };

    public int Days => Range switch { HomeRange.Week => 7, HomeRange.Month => 30, _ => 1 };

    /// <summary>The first day of the range, in a zone.</summary>
    public DateOnly FirstDay(DateTimeOffset now, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(1 - Days);

    /// <summary>As <see cref="UsageQuestion"/> takes it.</summary>
    public UsageQuestion ToUsage(string report, DateTimeOffset now, TimeZoneInfo zone)
        => new(report, FirstDay(now, zone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "", zone.Id, Project, Model, "");

    /// <summary>The query of an address that asks the same, with some of it changed.</summary>
    public string Query(string? range = null) => string.Join('&', new[] { ("range", range ?? RangeWord), ("project", Project), ("model", Model) }
        .Where(static part => part.Item2.Length > 0).Select(static part => $"{part.Item1}={Uri.EscapeDataString(part.Item2)}"));

    private static string Short(string? text) => text is { Length: <= LongestText } ? text.Trim() : "";
}
