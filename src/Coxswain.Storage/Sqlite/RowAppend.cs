using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;
using Coxswain.Storage.Sqlite.Budgets;

namespace Coxswain.Storage.Sqlite;

/// <summary>New rows on their way into the outbox, with the content hash or the transcript cursor that must be committed with them.</summary>
/// <param name="endedCalls">Calls the rows tell the end of; what was reserved for them goes.</param>
/// <param name="isCursorValid">Asked on the writer thread: whether the cursor still stands for anything.</param>
internal sealed class RowAppend(IReadOnlyList<RowBlock> blocks, UInt128? contentHash, TranscriptCursor? cursor, Func<bool>? isCursorValid = null, IReadOnlyList<string>? endedCalls = null)
    : StateWork(blocks.Sum(static block => (long)block.Bytes.Length))
{
    private readonly TaskCompletionSource<WriteOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WriteOutcome _outcome;

    public Task<WriteOutcome> Completion => _completion.Task;

    public override bool AddsRows => true;

    public override void Apply(StateTransaction transaction)
    {
        if (contentHash is { } known && transaction.Knows(known))
        {
            _outcome = WriteOutcome.AlreadyDurable;
            return;
        }

        if (!transaction.HasRoomFor(PayloadBytes))
        {
            _outcome = WriteOutcome.Full;
            return;
        }

        foreach (var block in blocks)
        {
            transaction.Append(block);
        }

        if (contentHash is { } hash)
        {
            transaction.Remember(hash);
        }

        ReservationRows.Delete(transaction.Session, endedCalls ?? []);
        if (cursor is not null && isCursorValid?.Invoke() != false)
        {
            transaction.Save(cursor);
        }

        _outcome = WriteOutcome.Durable;
    }

    public override void Committed() => _completion.TrySetResult(_outcome);

    public override void Failed(bool isFull, Exception? cause) =>
        _completion.TrySetResult(isFull ? WriteOutcome.Full : WriteOutcome.Unavailable);
}
