using Coxswain.Core.Budgets;
using Coxswain.Core.Budgets.Forecasting;
using Coxswain.Core.Budgets.Periods;

namespace Coxswain.Tests.Core.Budgets.Forecasting;

/// <summary>A question about a simulated period at a random moment of it, and how it came out.</summary>
internal sealed record SimulatedMonth(UserKind Kind, ForecastQuestion Question, decimal TrueUsd, DateTimeOffset? TrueCrossing)
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago", "UTC"];

    /// <summary>The history begins up to eight weeks before the period; the moment is one at which it has two weeks.</summary>
    public static SimulatedMonth Of(UserKind kind, int seed, BudgetPeriod period = BudgetPeriod.Month)
    {
        var random = new Random(seed);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Length)]);
        var window = BudgetWindow.At(period, new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.Zero).AddDays(random.Next(700)), zone)!.Value;
        var (knownSince, end) = (window.FirstDay.AddDays(-random.Next(period == BudgetPeriod.Month ? 0 : 14, 57)), DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(window.End, zone).Date));
        var calls = new SimulatedUser(kind, seed).Calls(knownSince, end, zone);
        var earliest = BudgetWindow.At(BudgetPeriod.Day, window.Start, zone)!.Value.Start.AddDays(Math.Max(0, ForecastGap.FewestDays - (window.FirstDay.DayNumber - knownSince.DayNumber)));
        var now = earliest + ((window.End - earliest) * random.NextDouble());
        var inside = calls.Where(call => call.Time >= window.Start && call.Time < window.End).ToArray();
        var usual = calls.TakeWhile(call => call.Time < now).Sum(static call => call.CostUsd) / Math.Max(1, DateOnly.FromDateTime(now.Date).DayNumber - knownSince.DayNumber);
        var limit = usual * (decimal)((window.End - window.Start).TotalDays * (0.5 + random.NextDouble()));
        return new SimulatedMonth(kind, Ask(calls, window, now, zone, knownSince, limit, seed), inside.Sum(static call => call.CostUsd), Crossing(inside, limit));
    }

    private static ForecastQuestion Ask(IReadOnlyList<(DateTimeOffset Time, decimal CostUsd)> calls, BudgetWindow window, DateTimeOffset now, TimeZoneInfo zone, DateOnly knownSince, decimal limit, int seed) => new()
    {
        Window = window,
        Now = now,
        TimeZone = zone,
        SpentUsd = calls.Where(call => call.Time >= window.Start && call.Time < now).Sum(static call => call.CostUsd),
        LimitUsd = limit,
        KnownSince = knownSince,
        Seed = seed,
        History = [.. calls.TakeWhile(call => call.Time < now).Select(call => (Local: TimeZoneInfo.ConvertTime(call.Time, zone), call.CostUsd))
            .GroupBy(static call => (DateOnly.FromDateTime(call.Local.Date), call.Local.Hour), static (hour, some) => new HourlySpend(hour.Item1, hour.Hour, some.Sum(static call => call.CostUsd)))],
    };

    private static DateTimeOffset? Crossing(IEnumerable<(DateTimeOffset Time, decimal CostUsd)> calls, decimal limit)
    {
        var sum = 0m;
        foreach (var (time, costUsd) in calls)
        {
            sum += costUsd;
            if (sum >= limit && sum > 0)
            {
                return time;
            }
        }

        return null;
    }
}
