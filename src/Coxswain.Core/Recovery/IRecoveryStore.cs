using Coxswain.Core.Kernel;
using Coxswain.Core.Usage;

namespace Coxswain.Core.Recovery;

/// <summary>What the store knows of calls through the gateway, and of how long models take.</summary>
public interface IRecoveryStore
{
    /// <summary>By model, prompt size and kind of answer: requests of Claude Code's telemetry, and calls of other clients that were answered at once.</summary>
    Task<IReadOnlyList<LatencySample>> ReadLatenciesAsync(TimeRange range, CancellationToken cancellationToken);

    /// <summary>The last <paramref name="limit"/> attempts in <paramref name="range"/> that followed a failure, oldest first.</summary>
    Task<IReadOnlyList<StrategyOutcome>> ReadAttemptsAsync(TimeRange range, int limit, CancellationToken cancellationToken);

    /// <summary>How the calls in <paramref name="range"/> ended, of all clients.</summary>
    Task<RecordedCalls> CountCallsAsync(TimeRange range, CancellationToken cancellationToken);

    /// <summary>What the gateway's attempts after a failure brought, by failure, strategy and model, most frequent first.</summary>
    /// <param name="filter">A project is that of a session's requests at that time; the model is the one asked for.</param>
    Task<IReadOnlyList<RecoveryOutcome>> ReadOutcomesAsync(UsageFilter filter, CancellationToken cancellationToken);
}
