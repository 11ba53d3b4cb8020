using System.Runtime.ExceptionServices;
using Coxswain.Core.Telemetry;

namespace Coxswain.Core.Sessions.Importing;

/// <summary>
/// Hands batches to the outbox and keeps at it until they are durable. Several files' batches wait together, so that the outbox commits them in one
/// transaction; one file's batches never overtake each other, since each carries the cursor for all before it.
/// </summary>
internal sealed class DurableWrites(ITranscriptStore store, TranscriptCursors cursors, TimeProvider clock) : IDisposable
{
    private const int LargestInFlight = 64;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _room = new(LargestInFlight);
    private ExceptionDispatchInfo? _failure;

    /// <returns>When there is room: the write itself, under way.</returns>
    public async Task<Task> StartAsync(Task previousOfFile, TranscriptBatch batch, ImportTally tally, CancellationToken cancellationToken)
    {
        await previousOfFile.ConfigureAwait(false);
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        return WriteAsync(batch, tally, cancellationToken);
    }

    /// <summary>Returns once every write that was started has ended; throws what the first failed one did.</summary>
    public async Task DrainAsync()
    {
        for (var i = 0; i < LargestInFlight; i++)
        {
            await _room.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _room.Release(LargestInFlight);
        _failure?.Throw();
    }

    public void Dispose() => _room.Dispose();

    private async Task WriteAsync(TranscriptBatch batch, ImportTally tally, CancellationToken cancellationToken)
    {
        try
        {
            while (await store.WriteAsync(batch, cancellationToken).ConfigureAwait(false) is WriteOutcome.Full or WriteOutcome.Unavailable)
            {
                tally.Waiting(1);
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
                tally.Waiting(-1);
            }

            cursors.Set(batch.Cursor);
        }
        catch (Exception problem)
        {
            _failure ??= ExceptionDispatchInfo.Capture(problem);
            throw;
        }
        finally
        {
            _room.Release();
        }
    }
}
