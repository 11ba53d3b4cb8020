using Coxswain.Core.Pricing;

namespace Coxswain.Core.Sessions.Scanning;

/// <summary>Sums and prices requests by day and model. Each request is priced by itself: tiers and dates are decided per request.</summary>
internal sealed class UsagePricing(PriceBook prices, TimeZoneInfo zone)
{
    private readonly Dictionary<(int Day, string Model), ScannedUsageRow> _rows = [];
    private readonly Dictionary<string, ModelPrice[]> _pricesByModel = new(StringComparer.Ordinal);

    public void Add(in ScannedRequest request, string model)
    {
        var time = new DateTimeOffset(request.TimeTicks, TimeSpan.Zero);
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);
        var cost = Cost(request, model, time);
        var counts = request.Counts;
        ref var row = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_rows, (day.DayNumber, model), out _);
        var sum = row ?? new ScannedUsageRow(day, model, 0, 0, 0, 0, 0, 0, null, 0, 0, null, 0, time, time);
        row = new ScannedUsageRow(
            day,
            model,
            sum.Requests + 1,
            sum.InputTokens + counts.Input,
            sum.OutputTokens + counts.Output,
            sum.CacheReadTokens + counts.CacheRead,
            sum.CacheWrite5mTokens + counts.CacheWrite5m,
            sum.CacheWrite1hTokens + counts.CacheWrite1h,
            counts.Thinking is { } thinking ? (sum.ThinkingTokens ?? 0) + thinking : sum.ThinkingTokens,
            sum.ThinkingRequests + (counts.Thinking is null ? 0 : 1),
            sum.WebSearchRequests + counts.WebSearches,
            cost is null ? sum.CostUsd : (sum.CostUsd ?? 0) + cost,
            sum.UnpricedRequests + (cost is null ? 1 : 0),
            time < sum.FirstRequest ? time : sum.FirstRequest,
            time > sum.LastRequest ? time : sum.LastRequest);
    }

    /// <summary>By day, then the most expensive model first.</summary>
    public IReadOnlyList<ScannedUsageRow> Rows() =>
        [.. _rows.Values.OrderBy(static row => row.Day).ThenByDescending(static row => row.CostUsd ?? 0).ThenBy(static row => row.Model, StringComparer.Ordinal)];

    private decimal? Cost(in ScannedRequest request, string model, DateTimeOffset at)
    {
        if (!_pricesByModel.TryGetValue(model, out var candidates))
        {
            var id = ModelId.Normalise(model);
            _pricesByModel[model] = candidates = [.. prices.Prices.Where(price => price.ModelId == id)];
        }

        foreach (var price in candidates)
        {
            if (price.HoldsAt(at))
            {
                return prices.Explain(Usage(request), price)?.TotalUsd;
            }
        }

        return null;
    }

    private static TokenUsage Usage(in ScannedRequest request) => new(
        request.Counts.Input,
        request.Counts.Output,
        request.Counts.CacheRead,
        request.Counts.CacheWrite5m,
        request.Counts.CacheWrite1h,
        request.Counts.WebSearches,
        request.Marks.IsFast ? "fast" : "",
        request.Marks.IsBatch ? "batch" : "",
        request.Marks.IsUs ? "us" : "");
}
