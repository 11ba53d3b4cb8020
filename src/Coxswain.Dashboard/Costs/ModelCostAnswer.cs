using Coxswain.Core.Usage;
using Coxswain.Dashboard.Charts;
using Coxswain.Dashboard.Pages;
using Coxswain.Dashboard.Shared;

namespace Coxswain.Dashboard.Costs;

public sealed record ModelCostAnswer(PageFilter Filter, DateTimeOffset AsOf, TimeZoneInfo Zone, Told<ModelCosts> Costs)
{
    public static ModelCostAnswer Empty { get; } = new(PageFilter.Everything, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc, Told.NotAsked<ModelCosts>());

    /// <summary>By hour for one day, else by day; what other models cost as one series.</summary>
    public Chart Chart(ModelCosts costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        var (first, count) = Filter.Days(AsOf, Zone);
        var steps = count == 1 ? Enumerable.Range(0, 24).ToList() : [.. Enumerable.Range(0, count)];
        var all = Sums(costs.All, first, count);
        var named = costs.Models.Select(one => (one.Model, Sums: Sums(one.Hours, first, count))).ToList();
        var rest = steps.Select(step => all.GetValueOrDefault(step) - named.Sum(one => one.Sums.GetValueOrDefault(step))).ToList();
        var series = named.Select(one => new ChartSeries(Format.Model(one.Model), ChartKind.Bar, [.. steps.Select(step => one.Sums.TryGetValue(step, out var cost) ? (double?)cost : null)])).ToList();
        if (rest.Any(static cost => cost > 0))
        {
            series.Add(new ChartSeries("others", ChartKind.Bar, [.. rest.Select(static cost => cost > 0 ? (double?)cost : null)]));
        }

        return new Chart(count == 1 ? "Cost by hour and model" : "Cost by day and model", ChartUnit.Usd, [.. steps.Select(step => count == 1 ? $"{step:00}:00" : $"{first.AddDays(step):MM-dd}")], series);
    }

    private Dictionary<int, decimal> Sums(IReadOnlyList<(DateTimeOffset Hour, UsageTotals Totals)> hours, DateOnly first, int count)
    {
        var sums = new Dictionary<int, decimal>();
        foreach (var (hour, totals) in hours)
        {
            var local = TimeZoneInfo.ConvertTime(hour, Zone).DateTime;
            var step = count == 1 ? local.Hour : DateOnly.FromDateTime(local).DayNumber - first.DayNumber;
            if (totals.CostUsd is { } cost)
            {
                sums[step] = sums.GetValueOrDefault(step) + cost;
            }
        }

        return sums;
    }
}
