using Coxswain.Core.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Sqlite;

/// <summary>
/// The one thread that writes the state file. Everything waiting joins one transaction, and nobody is answered before its commit returned,
/// that is, before the log is fsynced. It blocks while there is nothing to do.
/// </summary>
internal sealed partial class StateWriter(
    StateFile file, StateSessionState state, OutboxOptions options, ILogger<StateWriter> logger) : IHostedLifecycleService, IDisposable
{
    private readonly StateQueue _queue = new(options.MaxQueuedBytes);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;

    // Writer thread only.
    private StateSession? _session;

    /// <summary>Called on the writer thread after a commit that added rows; must not block or throw.</summary>
    public Action? RowsCommitted { get; set; }

    public string OutboxId => state.OutboxId;

    /// <summary>Counts how often the file was opened or replaced.</summary>
    public int Generation => state.Generation;

    public Task<WriteOutcome> AppendAsync(RowAppend append)
    {
        var answer = _queue.Add(append);
        if (answer == QueueAnswer.Accepted)
        {
            return append.Completion;
        }

        return Task.FromResult(answer == QueueAnswer.Full ? WriteOutcome.Full : WriteOutcome.Unavailable);
    }

    /// <exception cref="StateUnavailableException">Nothing was changed.</exception>
    public Task<T> CallAsync<T>(Func<StateTransaction, T> change)
    {
        var call = new StateCall<T>(change);
        return _queue.Add(call) == QueueAnswer.Accepted
            ? call.Completion
            : throw new StateUnavailableException("The outbox is closed.");
    }

    /// <summary>Has a damaged file set aside and replaced, unless that happened since <paramref name="generation"/>.</summary>
    public async Task ReplaceAsync(int generation, SqliteException damage)
    {
        try
        {
            await CallAsync<bool>(_ => state.Generation == generation ? throw damage : true).ConfigureAwait(false);
        }
        catch (StateUnavailableException done) when (done.InnerException == damage)
        {
            // Its own request is what the damage made fail.
        }
    }

    /// <summary>Opens the file before any receiver starts; fails the start when it cannot be used at all.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "coxswain state writer" };
        _thread.Start();
        return _opened.Task.WaitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After receivers and pump have stopped: commits what is still waiting and closes the file.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        _queue.Close();
        return _thread is null ? Task.CompletedTask : _closed.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => _queue.Close();

    private void Run()
    {
        try
        {
            _session = state.Open(file);
            _opened.TrySetResult();
        }
        catch (Exception failure)
        {
            _queue.Close();
            _opened.TrySetException(failure);
            _closed.TrySetResult();
            return;
        }

        var group = new List<StateWork>();
        while (_queue.Take(group, options.MaxTransactionBytes))
        {
            CommitOrFail(group);
            _queue.Release(group);
            Tidy();
        }

        _session?.Dispose();
        _closed.TrySetResult();
    }

    // Must not throw: it is the only thread that answers.
    private void CommitOrFail(List<StateWork> group)
    {
        try
        {
            _session ??= state.Open(file);
            Commit(_session, group);
        }
        catch (Exception failure)
        {
            Recover(failure, group);
        }
    }

    private void Commit(StateSession session, List<StateWork> group)
    {
        session.Run("begin");
        var transaction = state.Begin(session);
        foreach (var work in group)
        {
            work.Apply(transaction);
        }

        transaction.Finish();
        session.Run("commit");
        transaction.Publish();
        foreach (var work in group)
        {
            work.Committed();
        }

        if (transaction.Refused && state.IsLogLong)
        {
            TryCheckpoint();
        }

        if (transaction.AddedRows)
        {
            RowsCommitted?.Invoke();
        }
    }

    private void Recover(Exception failure, List<StateWork> group)
    {
        Rollback();
        switch (failure)
        {
            case SqliteException damage when StateFailure.IsDamage(damage):
                FailAll(group, isFull: false, failure);
                Replace(damage);
                break;
            case SqliteException full when StateFailure.IsDiskFull(full) || (StateFailure.IsIoError(full) && state.IsDiskShort):
                state.MarkFull();
                MakeRoom(group, full);
                break;
            default:
                FailOrSplit(group, failure);
                break;
        }
    }

    // Rows are refused first. What remains, above all forgetting rows the store has, gets a transaction of its own.
    private void MakeRoom(List<StateWork> group, SqliteException full)
    {
        Log.DiskFull(logger, file.Path);
        var rows = group.FindAll(static work => work.AddsRows);
        FailAll(rows, isFull: true, full);
        var others = group.FindAll(static work => !work.AddsRows);
        if (rows.Count == 0 || others.Count == 0)
        {
            FailAll(others, isFull: true, full);
            Reopen();
            return;
        }

        TryCheckpoint();
        CommitOrFail(others);
    }

    private void FailOrSplit(List<StateWork> group, Exception failure)
    {
        if (group.Count > 1)
        {
            foreach (var work in group)
            {
                CommitOrFail([work]);
            }

            return;
        }

        Log.NotWritten(logger, file.Path, failure);
        FailAll(group, isFull: false, failure);
        if (failure is SqliteException)
        {
            Reopen();
        }
    }

    private static void FailAll(List<StateWork> group, bool isFull, Exception failure)
    {
        foreach (var work in group)
        {
            work.Failed(isFull, failure);
        }
    }

    private void Rollback()
    {
        state.Discard();
        try
        {
            if (_session is { InTransaction: true })
            {
                _session.Run("rollback");
            }
        }
        catch (SqliteException)
        {
            Reopen();
        }
    }

    /// <summary>Closes the session; the next request opens a new one.</summary>
    private void Reopen()
    {
        _session?.Dispose();
        _session = null;
    }

    private void Replace(SqliteException damage)
    {
        Reopen();
        try
        {
            _session = state.Replace(file, damage.Message);
        }
        catch (Exception failure)
        {
            Log.NotReplaced(logger, file.Path, failure);
        }
    }

    private void TryCheckpoint()
    {
        try
        {
            _session?.Run("checkpoint");
        }
        catch (SqliteException)
        {
            // Still no room; the transaction that follows says so.
        }
    }

    // Gives the disk back what an outage had filled, slice by slice, while nobody waits.
    private void Tidy()
    {
        try
        {
            var before = long.MaxValue;
            while (_session is { } session && _queue.IsEmpty && state.PagesWorthFreeing(session) is > 0 and var pages && pages < before)
            {
                session.Run("shrink");
                before = pages;
            }

            if (before < long.MaxValue)
            {
                _session?.Run("checkpoint");
            }
        }
        catch (SqliteException failure)
        {
            Log.NotShrunk(logger, file.Path, failure);
            Reopen();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2110, LogLevel.Warning, "The disk with {File} is full: senders are told to come back later.")]
        public static partial void DiskFull(ILogger logger, string file);

        [LoggerMessage(2111, LogLevel.Error, "{File} could not be written; nothing of this request was kept, and its sender knows.")]
        public static partial void NotWritten(ILogger logger, string file, Exception failure);

        [LoggerMessage(2112, LogLevel.Error, "{File} is damaged and could not be replaced yet; nothing is accepted meanwhile.")]
        public static partial void NotReplaced(ILogger logger, string file, Exception failure);

        [LoggerMessage(2113, LogLevel.Warning, "{File} could not be made smaller.")]
        public static partial void NotShrunk(ILogger logger, string file, Exception failure);
    }
}
