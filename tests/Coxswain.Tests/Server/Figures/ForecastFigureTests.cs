using System.Text.Json;

namespace Coxswain.Tests.Server.Figures;

/// <summary>Must show 2: budgets' forecasts at fifty moments of one history, against what was then really spent.</summary>
public sealed class ForecastFigureTests(GrowingHistory history, ITestOutputHelper output) : IClassFixture<GrowingHistory>
{
    private const int Cuts = 50, FewestDays = 14;

    private static readonly DateTimeOffset TooEarly = new(2026, 10, 18, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset FirstCut = new(2026, 10, 24, 7, 40, 0, TimeSpan.Zero);
    private static readonly TimeSpan BetweenCuts = TimeSpan.FromMinutes(1057);

    private static readonly Dictionary<string, decimal> Limits = new(StringComparer.Ordinal) { ["day"] = 0.5m, ["week"] = 3m, ["month"] = 12m };

    [Fact]
    public async Task What_is_spent_is_the_generators_and_the_interval_holds_about_four_of_five_ends()
    {
        foreach (var (period, limit) in Limits)
        {
            await history.PutAsync("/api/budgets/" + period, new { period, limitUsd = limit });
        }

        await history.GoOnAsync(TooEarly);
        foreach (var row in (await history.AskAsync<JsonElement>("/api/budgets?projections=true")).List("budgets"))
        {
            var forecast = Spent(row, TooEarly).Forecast;
            Assert.Equal(("too_little", 9, null, null), (forecast.Text("state"), forecast.Long("daysUsed"), forecast.Money("lowUsd"), forecast.Money("highUsd")));
            Assert.Contains("9 of 14 days", forecast.Text("missing"), StringComparison.Ordinal);
        }

        var ends = new List<(string Period, decimal Spent, decimal Truth, decimal Low, decimal High, decimal Expected, double Chance)>();
        for (var cut = 0; cut < Cuts; cut++)
        {
            var now = FirstCut + (cut * BetweenCuts);
            await history.GoOnAsync(now);
            var rows = (await history.AskAsync<JsonElement>("/api/budgets?projections=true")).List("budgets");
            Assert.Equal(Limits.Keys.Order(StringComparer.Ordinal), rows.Select(static row => row.Text("period")));
            ends.AddRange(rows.Select(row => End(row, now)));
        }

        foreach (var period in ends.GroupBy(static end => end.Period))
        {
            var (inside, below, above) = (period.Count(static end => end.Truth >= end.Low && end.Truth <= end.High), period.Count(static end => end.Truth < end.Low), period.Count(static end => end.Truth > end.High));
            output.WriteLine($"{period.Key}: of {period.Count()} ends {inside} inside, {below} below, {above} above; width of the interval, median {Median(period.Select(static end => (end.High - end.Low) / end.Truth)):0.00} of the truth; "
                + $"expected {period.Sum(static end => end.Expected) / period.Sum(static end => end.Truth):0.00} of the truth; limit reached at the end {period.Count(static end => end.Truth >= Limits[end.Period])}, foretold {period.Sum(static end => end.Chance):0.0}");
            Assert.Equal(Cuts, period.Count());
            Assert.True(inside >= Cuts * 0.6, $"Only {inside} of {Cuts} ends of a {period.Key} are inside.");
        }
    }

    private (string Period, decimal Spent, decimal Truth, decimal Low, decimal High, decimal Expected, double Chance) End(JsonElement row, DateTimeOffset now)
    {
        var (spent, truth, forecast) = Spent(row, now);
        var (low, median, high) = (forecast.Money("lowUsd") ?? -1, forecast.Money("medianUsd") ?? -1, forecast.Money("highUsd") ?? -1);
        var (limit, chance) = (Limits[row.Text("period")], forecast.Number("reachedProbability") ?? -1);

        // The day of the first request may have begun before anything was received.
        Assert.Equal(("ready", (now.UtcDateTime.Date - history.Trace.Options.Start.UtcDateTime.Date).Days - 1), (forecast.Text("state"), (int)forecast.Long("daysUsed")));
        Assert.True(forecast.Long("daysUsed") >= FewestDays);
        Assert.True(spent <= low + 1e-9m && low <= median && median <= high, $"{spent} {low} {median} {high}");
        Assert.InRange(forecast.Money("expectedUsd") ?? -1, spent, decimal.MaxValue);

        // One in ten is below the interval and one in ten above it, and so is a limit that lies outside.
        Assert.Equal(spent >= limit, forecast.GetProperty("isReached").GetBoolean());
        Assert.InRange(chance, spent >= limit ? 1 : limit <= low ? 0.898 : 0, limit > high ? 0.102 : 1);
        return (row.Text("period"), spent, truth, low, high, forecast.Money("expectedUsd") ?? -1, chance);
    }

    private (decimal Spent, decimal Truth, JsonElement Forecast) Spent(JsonElement row, DateTimeOffset now)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var (from, until) = row.Text("period") switch
        {
            "day" => (midnight, midnight.AddDays(1)),
            "week" when midnight.AddDays(-(((int)midnight.DayOfWeek + 6) % 7)) is var monday => (monday, monday.AddDays(7)),
            _ when new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero) is var first => (first, first.AddMonths(1)),
            _ => throw new InvalidOperationException(row.Text("period")),
        };
        var requests = history.Trace.Requests.Where(request => request.At >= from && request.At < until).ToList();
        var known = requests.Where(request => request.At < now).ToList();
        var (spent, limit) = (known.Sum(static request => request.CostUsd), Limits[row.Text("period")]);

        Assert.Equal((from, until, known.Count, 0), (row.Time("from"), row.Time("until"), (int)row.Long("requests"), (int)row.Long("unknownCostRequests")));
        Assert.InRange(row.Money("spentUsd") ?? -1, spent - 1e-9m, spent + 1e-9m);
        Assert.InRange(row.Money("leftUsd") ?? -1, limit - spent - 1e-9m, limit - spent + 1e-9m);
        Assert.Equal((double)(spent / limit * 100), row.Number("usedPercent") ?? -1, 1e-6);
        return (spent, requests.Sum(static request => request.CostUsd), row.GetProperty("forecast"));
    }

    private static decimal Median(IEnumerable<decimal> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
