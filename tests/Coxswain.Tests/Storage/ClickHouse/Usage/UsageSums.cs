using Coxswain.Core.Pricing;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Storage.ClickHouse.Usage;

/// <summary>What a row of a report says, in a form that compares by value.</summary>
internal sealed record UsageSums(
    long Requests, long? Input, long Output, long CacheRead, long Write5m, long Write1h, long UnknownTokens, decimal? Cost, long UnknownCost, decimal? Reported, long ReportedRequests,
    string Models, string Sources, DateTimeOffset First, DateTimeOffset Last)
{
    public static UsageSums Of(IEnumerable<RawRequest> group, PriceBook book)
    {
        var requests = group.ToList();
        var known = requests.Where(request => !request.IsUnknown).ToList();
        var costs = requests.Select(request => request.Cost(book)).OfType<decimal>().ToList();
        var reported = requests.Where(request => request.InEvents).Select(request => ReportedBy(request, book)).OfType<decimal>().ToList();
        return new UsageSums(
            requests.Count,
            known.Count > 0 ? known.Sum(request => request.Input) : null,
            requests.Sum(request => request.Output),
            requests.Sum(request => request.CacheRead),
            requests.Sum(request => request.Write5m),
            requests.Sum(request => request.Write1h),
            requests.Count - known.Count,
            costs.Count > 0 ? costs.Sum() : null,
            requests.Count - costs.Count,
            reported.Count > 0 ? reported.Sum() : null,
            reported.Count,
            string.Join(' ', requests.Select(request => ModelId.Normalise(request.Model)).Distinct().Order(StringComparer.Ordinal)),
            string.Join(' ', new[] { requests.Any(request => request.InEvents) ? "otlp" : "", requests.Any(request => request.InTranscript) ? "transcripts" : "" }.Where(name => name.Length > 0)),
            requests.Min(request => request.Time),
            requests.Max(request => request.Time));
    }

    public static UsageSums Of(UsageTotals totals) => new(
        totals.Requests, totals.InputTokens, totals.OutputTokens ?? -1, totals.CacheReadTokens ?? -1, totals.CacheWrite5mTokens ?? -1, totals.CacheWrite1hTokens ?? -1, totals.UnknownTokenRequests,
        totals.CostUsd, totals.UnknownCostRequests, totals.ReportedCostUsd, totals.ReportedRequests, string.Join(' ', totals.Models), string.Join(' ', totals.Sources), totals.FirstRequest, totals.LastRequest);

    /// <summary>The client reports what its tokens cost; it does not know all models.</summary>
    public static decimal? ReportedBy(RawRequest request, PriceBook book) => request.IsBad ? null : request.Cost(book);
}
