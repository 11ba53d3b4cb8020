using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Storage.Opening;

namespace Coxswain.Storage.Sqlite;

/// <summary>Transcript facts take the same way as telemetry; a file's cursor is committed with the facts it stands for.</summary>
internal sealed class OutboxTranscriptStore(
    StateWriter writer, CursorMemory memory, StoreGate gate, TimeProvider clock, Func<TranscriptBatch, IReadOnlyList<RowBlock>> encode) : ITranscriptStore
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    private int _loadedDrops;

    public event Action? CursorsDropped
    {
        add => memory.Dropped += value;
        remove => memory.Dropped -= value;
    }

    public int CursorDrops => memory.Drops;

    /// <summary>Waits while the store starts: only then it is known whether it is the one that cursors were written for.</summary>
    public async Task<IReadOnlyList<TranscriptCursor>> LoadCursorsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await gate.WhenSettledAsync(cancellationToken).WaitAsync(StartPatience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Rows can wait in the outbox; cursors are dropped later if it turns out to be another store.
        }

        var (drops, cursors) = await memory.LoadAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _loadedDrops, drops);
        return cursors;
    }

    public Task<WriteOutcome> WriteAsync(TranscriptBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var drops = Volatile.Read(ref _loadedDrops);
        return writer.AppendAsync(new RowAppend(encode(batch), contentHash: null, batch.Cursor, () => memory.Drops == drops));
    }
}
