using System.Collections.Concurrent;
using Coxswain.Core.Sessions;
using Coxswain.Core.Telemetry;

namespace Coxswain.Testing.Transcripts;

/// <summary>Keeps batches and cursors in memory, answers as scripted, and lets a test wait for what it expects.</summary>
public sealed class MemoryTranscriptStore : ITranscriptStore
{
    private readonly Lock _lock = new();
    private readonly List<TranscriptBatch> _batches = [];
    private readonly Dictionary<string, TranscriptCursor> _cursors = new(StringComparer.Ordinal);
    private readonly List<(Func<IReadOnlyList<TranscriptBatch>, bool> IsMet, TaskCompletionSource Done)> _waiters = [];

    public event Action? CursorsDropped;

    public int CursorDrops { get; private set; }

    /// <summary>Answers for the next writes, before everything is durable again.</summary>
    public ConcurrentQueue<WriteOutcome> NextOutcomes { get; } = new();

    /// <summary>Called before each write; may throw.</summary>
    public Action<TranscriptBatch>? BeforeWrite { get; set; }

    public IReadOnlyList<TranscriptBatch> Batches
    {
        get
        {
            lock (_lock)
            {
                return [.. _batches];
            }
        }
    }

    public Task<IReadOnlyList<TranscriptCursor>> LoadCursorsAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<TranscriptCursor>>([.. _cursors.Values]);
        }
    }

    /// <summary>As when the store lost what they stood for.</summary>
    public void DropCursors()
    {
        lock (_lock)
        {
            foreach (var path in _cursors.Keys.ToList())
            {
                _cursors[path] = new TranscriptCursor(path, 0, 0, "");
            }

            _batches.Clear();
            CursorDrops++;
        }

        CursorsDropped?.Invoke();
    }

    public async Task<WriteOutcome> WriteAsync(TranscriptBatch batch, CancellationToken cancellationToken)
    {
        await Task.Yield();
        BeforeWrite?.Invoke(batch);
        if (NextOutcomes.TryDequeue(out var outcome) && outcome is not (WriteOutcome.Durable or WriteOutcome.AlreadyDurable))
        {
            return outcome;
        }

        lock (_lock)
        {
            _batches.Add(batch);
            _cursors[batch.Cursor.Path] = batch.Cursor;
            foreach (var waiter in _waiters.Where(waiter => waiter.IsMet(_batches)))
            {
                waiter.Done.TrySetResult();
            }
        }

        return WriteOutcome.Durable;
    }

    public async Task WaitForAsync(Func<IReadOnlyList<TranscriptBatch>, bool> isMet)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (isMet(_batches))
            {
                return;
            }

            _waiters.Add((isMet, done));
        }

        await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
