using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Server.Budgets;

/// <summary>What was spent and when; sums it up as a store does, and nothing else.</summary>
internal sealed class SpentUsage : IUsageStore
{
    public List<(DateTimeOffset Time, string Session, decimal CostUsd)> All { get; } = [];

    public Task<IReadOnlyList<UsageRow>> ReadAsync(UsageGrouping grouping, UsageFilter filter, CancellationToken cancellationToken)
    {
        var found = All.Where(one => one.Time >= filter.Since && one.Time < filter.Until).ToList();
        return Task.FromResult<IReadOnlyList<UsageRow>>(found.Count == 0 ? [] :
        [
            new UsageRow("model", "", "", new UsageTotals(
                found.Count, null, null, null, null, null, null, 0, 0, 0, found.Sum(static one => one.CostUsd), 0, null, 0, 0, 0, [], [], found.Min(static one => one.Time), found.Max(static one => one.Time))),
        ]);
    }

    public Task<IReadOnlyList<SessionCost>> ReadSessionCostsAsync(UsageFilter filter, decimal leastUsd, int most, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<SessionCost>>([.. All.GroupBy(static one => one.Session).Where(session => session.Max(static one => one.Time) >= filter.Since)
            .Select(static session => new SessionCost(session.Key, session.Sum(static one => one.CostUsd))).Where(session => session.CostUsd >= leastUsd).Take(most)]);

    public Task<IReadOnlyList<(DateTimeOffset Hour, UsageTotals Totals)>> ReadHoursAsync(UsageFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TimeRange?> ReadSpanAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SessionSpend?> ReadSpendAsync(string sessionId, DateTimeOffset recentSince, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<BadNumber>> ReadBadNumbersAsync(TimeRange range, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SharedRequestIds> ReadSharedRequestIdsAsync(TimeRange range, int examples, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PriceAgreement>> ReadPriceAgreementsAsync(TimeRange? range, int examples, CancellationToken cancellationToken) => throw new NotSupportedException();
}
