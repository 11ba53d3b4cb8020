using Coxswain.Core.Kernel;

namespace Coxswain.Core.Usage;

/// <summary>Answers usage questions from the resolved requests.</summary>
public interface IUsageStore
{
    /// <summary>One row per group; periods and sessions oldest first, everything else dearest first. Not for <see cref="UsageGrouping.Blocks"/>.</summary>
    Task<IReadOnlyList<UsageRow>> ReadAsync(UsageGrouping grouping, UsageFilter filter, CancellationToken cancellationToken);

    /// <summary>Sums by full hour of the filter's time zone, oldest first.</summary>
    Task<IReadOnlyList<(DateTimeOffset Hour, UsageTotals Totals)>> ReadHoursAsync(UsageFilter filter, CancellationToken cancellationToken);

    /// <summary>Oldest and newest request of the whole store; <see langword="null"/>: there is none.</summary>
    Task<TimeRange?> ReadSpanAsync(CancellationToken cancellationToken);

    /// <param name="recentSince">From when on requests are recent.</param>
    /// <returns><see langword="null"/>: the store has no request of that session.</returns>
    Task<SessionSpend?> ReadSpendAsync(string sessionId, DateTimeOffset recentSince, CancellationToken cancellationToken);

    /// <summary>What whole sessions cost that have a request since the filter's first moment, those with the newest request first. The filter's project and branch hold for what is summed up; its end, model and session are ignored.</summary>
    /// <param name="leastUsd">Sessions that cost less are left out.</param>
    Task<IReadOnlyList<SessionCost>> ReadSessionCostsAsync(UsageFilter filter, decimal leastUsd, int most, CancellationToken cancellationToken);

    /// <summary>Numbers of request events that are none, by attribute and client version, the most frequent first.</summary>
    Task<IReadOnlyList<BadNumber>> ReadBadNumbersAsync(TimeRange range, CancellationToken cancellationToken);

    /// <summary>Requests that more than one message came under.</summary>
    /// <param name="examples">How many to name, the newest first.</param>
    Task<SharedRequestIds> ReadSharedRequestIdsAsync(TimeRange range, int examples, CancellationToken cancellationToken);

    /// <summary>How reported costs and ours stand to each other, every status that occurs, the most frequent first.</summary>
    /// <param name="examples">How many requests to name per status, largest difference first.</param>
    Task<IReadOnlyList<PriceAgreement>> ReadPriceAgreementsAsync(TimeRange? range, int examples, CancellationToken cancellationToken);
}
