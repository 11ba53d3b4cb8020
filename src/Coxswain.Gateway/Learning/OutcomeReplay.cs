using Coxswain.Core.Kernel;
using Coxswain.Core.Recovery;
using Coxswain.Core.Recovery.Learning;
using Coxswain.Gateway.Observing;

namespace Coxswain.Gateway.Learning;

/// <summary>Tells the ledger what came of attempts before this process started, as the store has them: what was learned outlives the daemon.</summary>
internal sealed class OutcomeReplay(StrategyLedger ledger, TimeProvider clock) : IDisposable
{
    /// <summary>Older outcomes have faded, and of so many more the ledger remembers little.</summary>
    private const int MostOutcomes = 5000;
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    private readonly DateTimeOffset _started = clock.GetUtcNow();
    private readonly SemaphoreSlim _turn = new(1);
    private bool _isDone;

    public async Task ReplayOnceAsync(IRecoveryStore store, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!_isDone)
            {
                await ReplayAsync(store, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task ReplayAsync(IRecoveryStore store, CancellationToken cancellationToken)
    {
        foreach (var outcome in await store.ReadAttemptsAsync(new TimeRange(_started - Window, _started), MostOutcomes, cancellationToken))
        {
            // Words of another version teach nothing.
            if (CallEvents.Named<FailureClass>(outcome.Cause) is { } cause && CallEvents.Named<RecoveryStrategy>(outcome.Strategy) is { } strategy)
            {
                ledger.Record(FailureKey.Of(cause, outcome.Model, outcome.PromptTokens), strategy, outcome.IsAnswered, (double)(outcome.ExtraCostUsd ?? 0), outcome.At);
            }
        }

        _isDone = true;
    }
}
