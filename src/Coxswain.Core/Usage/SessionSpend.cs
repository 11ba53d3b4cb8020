namespace Coxswain.Core.Usage;

/// <summary>What one session's requests cost, all of them and those of the last hour.</summary>
/// <param name="CostUsd">Of the requests whose cost is known; <see langword="null"/> when none is.</param>
/// <param name="UnknownCostRequests">Requests without a known cost; when not 0, <paramref name="CostUsd"/> is only a part.</param>
public sealed record SessionSpend(
    long Requests,
    decimal? CostUsd,
    long UnknownCostRequests,
    DateTimeOffset FirstRequest,
    DateTimeOffset LastRequest,
    long RecentRequests,
    decimal? RecentCostUsd,
    long RecentUnknownCostRequests)
{
    /// <summary>How far back a request is recent.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    private static readonly TimeSpan ShortestRate = TimeSpan.FromMinutes(5);

    /// <returns><see langword="null"/> when there is too little to tell a rate from: less than five minutes, one request, or one of unknown cost.</returns>
    public SessionBurn? BurnAt(DateTimeOffset now)
    {
        var window = now - FirstRequest < Recent ? now - FirstRequest : Recent;
        return window < ShortestRate || RecentRequests < 2 || RecentUnknownCostRequests > 0 || RecentCostUsd is not { } cost
            ? null
            : new SessionBurn(RecentRequests, window.TotalMinutes, BurnRate.PerHour(cost, window));
    }
}
