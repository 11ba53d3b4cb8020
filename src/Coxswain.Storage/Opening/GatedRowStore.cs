using Coxswain.Core.Kernel;
using Coxswain.Storage.Sqlite;

namespace Coxswain.Storage.Opening;

/// <summary>Holds inserts back until the store is open. A table missing behind an open gate means the store was replaced meanwhile: that passes.</summary>
internal sealed class GatedRowStore(IRowStore store, StoreGate gate, InsertPause pause, OutboxCounters counters, QuietTime quiet) : IRowStore
{
    private static readonly string[] MissingTable = ["error 60:", "error 81:"];

    public async Task InsertAsync(
        string shape, int rows, IReadOnlyList<ReadOnlyMemory<byte>> parts, string deduplicationToken, CancellationToken cancellationToken)
    {
        quiet.Touch();
        if (gate.Problem is { } problem)
        {
            counters.Change(totals => totals with { StoreProblem = problem });
            await gate.WhenOpenAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await pause.InsertAsync(() => store.InsertAsync(shape, rows, parts, deduplicationToken, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (StoreRejectedException refusal) when (Array.Exists(MissingTable, code => refusal.Message.Contains(code, StringComparison.Ordinal)))
        {
            throw new StoreUnavailableException(refusal.Message, refusal);
        }
    }
}
