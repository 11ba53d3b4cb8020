using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Server.StatusLine;

/// <summary>Answers what a session spent when it is told to, and nothing else.</summary>
internal sealed class WaitingUsageStore : IUsageStore
{
    public TaskCompletionSource<SessionSpend?> Next { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when it is asked for the first time.</summary>
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Asked { get; private set; }

    public Task<SessionSpend?> ReadSpendAsync(string sessionId, DateTimeOffset recentSince, CancellationToken cancellationToken)
    {
        Asked++;
        Begun.TrySetResult();
        return Next.Task;
    }

    public Task<IReadOnlyList<UsageRow>> ReadAsync(UsageGrouping grouping, UsageFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<(DateTimeOffset Hour, UsageTotals Totals)>> ReadHoursAsync(UsageFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SessionCost>> ReadSessionCostsAsync(UsageFilter filter, decimal leastUsd, int most, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TimeRange?> ReadSpanAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<BadNumber>> ReadBadNumbersAsync(TimeRange range, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<PriceAgreement>> ReadPriceAgreementsAsync(TimeRange? range, int examples, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SharedRequestIds> ReadSharedRequestIdsAsync(TimeRange range, int examples, CancellationToken cancellationToken) => throw new NotSupportedException();
}
