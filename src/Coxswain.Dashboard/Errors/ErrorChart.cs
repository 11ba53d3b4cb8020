using Coxswain.Core.Monitoring.Errors;
using Coxswain.Dashboard.Charts;

namespace Coxswain.Dashboard.Errors;

/// <summary>Failures of a range over its hours or days.</summary>
internal static class ErrorChart
{
    /// <summary>By hour for one day, else by day.</summary>
    public static Chart Of(ErrorAnswers data, ErrorRateReport report)
    {
        var (first, count) = data.Filter.Days(data.AsOf, data.Zone);
        var local = report.Hours.Select(one => (At: TimeZoneInfo.ConvertTime(one.Hour, data.Zone).DateTime, Counts: one)).ToList();
        if (count == 1)
        {
            var hours = Enumerable.Range(0, 24).Select(hour => local.Where(one => one.At.Hour == hour).Select(static one => one.Counts).ToList()).ToList();
            return Chart("Failures by hour", [.. hours.Select(static (_, hour) => $"{hour:00}:00")], hours);
        }

        var days = Enumerable.Range(0, count).Select(first.AddDays).ToList();
        return Chart("Failures by day", [.. days.Select(static day => $"{day:MM-dd}")], [.. days.Select(day => local.Where(one => DateOnly.FromDateTime(one.At) == day).Select(static one => one.Counts).ToList())]) with
        {
            Links = [.. days.Select(day => $"/errors?{(data.Filter with { Range = Pages.PageRange.Days, From = day, To = day }).Query()}")],
        };
    }

    private static Chart Chart(string label, IReadOnlyList<string> names, List<List<ErrorHour>> parts) => new(label, ChartUnit.Count, names,
    [
        new ChartSeries("given up", ChartKind.Bar, [.. parts.Select(static part => Sum(part, static hour => hour.GivenUp))]),
        new ChartSeries("recovered by the gateway", ChartKind.Bar, [.. parts.Select(static part => Sum(part, static hour => hour.Rescued))]),
    ]);

    /// <summary><see langword="null"/>: there was no request.</summary>
    private static double? Sum(List<ErrorHour> hours, Func<ErrorHour, long> of) => hours.Count == 0 ? null : hours.Sum(of);
}
