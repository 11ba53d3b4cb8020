using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery;
using Coxswain.Core.Usage;

namespace Coxswain.Tests.Gateway;

/// <summary>A store that knows nothing yet.</summary>
internal sealed class EmptyRecoveryStore : IRecoveryStore
{
    public Task<IReadOnlyList<LatencySample>> ReadLatenciesAsync(TimeRange range, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LatencySample>>([]);

    public Task<IReadOnlyList<StrategyOutcome>> ReadAttemptsAsync(TimeRange range, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StrategyOutcome>>([]);

    public Task<RecordedCalls> CountCallsAsync(TimeRange range, CancellationToken cancellationToken) => Task.FromResult(new RecordedCalls(0, 0, 0, 0, 0, 0));

    public Task<IReadOnlyList<RecoveryOutcome>> ReadOutcomesAsync(UsageFilter filter, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RecoveryOutcome>>([]);
}
