using System.Globalization;
using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Alerts;
using Coxswain.Core.Budgets.Periods;

namespace Coxswain.Tests.Core.Budgets.Alerts;

/// <summary>A budget's spend and what was told of it by period, kept as lines of text as a store would; beside it what should have been told, counted apart.</summary>
internal sealed class ToldBook(BudgetPeriod period, TimeZoneInfo zone, decimal limitUsd)
{
    private readonly Dictionary<DateOnly, decimal> _spentUsd = [];
    private readonly Dictionary<DateOnly, decimal> _highestUsd = [];
    private readonly List<string> _kept = [];

    public TimeZoneInfo Zone { get; } = zone;

    /// <summary>In order, and as often as it was told.</summary>
    public IReadOnlyList<string> Told => [.. _kept.Order(StringComparer.Ordinal)];

    /// <param name="isKilled">The spend is kept, and the process ends before anything is told.</param>
    public void Spend(DateTimeOffset now, decimal costUsd, bool isKilled)
    {
        var day = BudgetWindow.At(period, now, Zone)!.Value.FirstDay;
        _spentUsd[day] = _spentUsd.GetValueOrDefault(day) + costUsd;
        if (!isKilled)
        {
            Tell(day);
        }
    }

    /// <summary>As after a start: every period there is spend of.</summary>
    public void Look()
    {
        foreach (var day in _spentUsd.Keys)
        {
            Tell(day);
        }
    }

    public ToldBook Reopened()
    {
        var other = new ToldBook(period, Zone, limitUsd);
        foreach (var (day, usd) in _spentUsd)
        {
            other._spentUsd[day] = usd;
            other._highestUsd[day] = _highestUsd.GetValueOrDefault(day);
        }

        other._kept.AddRange(_kept);
        other.Look();
        return other;
    }

    public IReadOnlyList<string> Due()
        => [.. _highestUsd.SelectMany(one => new (int Percent, decimal Usd)[] { (50, limitUsd / 2), (80, limitUsd * 4 / 5), (95, limitUsd * 19 / 20), (100, limitUsd) }
            .Where(line => one.Value >= line.Usd).Select(line => Line(one.Key, line.Percent))).Order(StringComparer.Ordinal)];

    private static string Line(DateOnly day, int percent) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {percent}");

    private void Tell(DateOnly day)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} ");
        var told = _kept.Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => int.Parse(line[prefix.Length..], CultureInfo.InvariantCulture)).ToHashSet();
        _highestUsd[day] = Math.Max(_highestUsd.GetValueOrDefault(day), _spentUsd[day]);
        _kept.AddRange(ThresholdCrossings.Reached(_spentUsd[day], limitUsd, told).Select(percent => Line(day, percent)));
    }
}
