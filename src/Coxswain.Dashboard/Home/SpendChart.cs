using Coxswain.Core.Budgets;
using Coxswain.Core.Usage;
using Coxswain.Dashboard.Charts;

namespace Coxswain.Dashboard.Home;

/// <summary>Spend of a range over its hours or days.</summary>
public static class SpendChart
{
    /// <summary>By hour for one day, else by day. A budget of the same scope and step is a line in it.</summary>
    public static Chart Of(HomeAnswers data, SpendAnswer spend)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(spend);
        var (first, count) = data.Filter.Days(data.AsOf, data.Zone);
        var local = spend.Hours.Select(one => (At: TimeZoneInfo.ConvertTime(one.Hour, data.Zone).DateTime, one.Totals)).ToList();
        if (count == 1)
        {
            var hours = Enumerable.Range(0, 24).ToList();
            return new Chart("Spend by hour", ChartUnit.Usd, [.. hours.Select(static hour => $"{hour:00}:00")], [new ChartSeries("spent", ChartKind.Bar, [.. hours.Select(hour => Cost(local.Where(one => one.At.Hour == hour)))])]);
        }

        var days = Enumerable.Range(0, count).Select(first.AddDays).ToList();
        var budget = data.Budgets.Value?.Select(static status => status.Budget).FirstOrDefault(one => one.Period == BudgetPeriod.Day && one.Scope == new BudgetScope(data.Filter.Project) && data.Filter.Model.Length == 0);
        return new Chart("Spend by day", ChartUnit.Usd, [.. days.Select(static day => $"{day:MM-dd}")], [new ChartSeries("spent", ChartKind.Bar, [.. days.Select(day => Cost(local.Where(one => DateOnly.FromDateTime(one.At) == day)))])])
        {
            Limit = (double?)budget?.LimitUsd,
            LimitName = budget?.Name ?? "",
            Links = [.. days.Select(day => $"/?{(data.Filter with { Range = Pages.PageRange.Days, From = day, To = day }).Query()}")],
        };
    }

    /// <summary><see langword="null"/>: there was no request, or of none is known what it cost.</summary>
    private static double? Cost(IEnumerable<(DateTime At, UsageTotals Totals)> hours)
        => hours.Select(static one => one.Totals.CostUsd).Aggregate((decimal?)null, static (sum, cost) => cost is null ? sum : (sum ?? 0) + cost) is { } known ? (double)known : null;
}
