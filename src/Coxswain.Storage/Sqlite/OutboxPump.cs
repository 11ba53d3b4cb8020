using Coxswain.Core.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Sqlite;

/// <summary>
/// Empties the outbox into the store: seals what has gathered, ships it, and sleeps until a commit wakes it. While one batch is on its way a second
/// goes only when it is full, so that a busy store is never kept waiting and a quiet one gets few inserts. After one of few rows the next waits for the rest of
/// a second, or of ten times as long as that one took, three seconds at most: it costs the store a tenth of a second of CPU and more, merges included, whatever is in it.
/// </summary>
internal sealed partial class OutboxPump : BackgroundService, IOutbox
{
    private const int PauseForInsert = 10;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly StateWriter _writer;
    private readonly OutboxReader _reader;
    private readonly OutboxCounters _counters;
    private readonly OutboxOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<OutboxPump> _logger;
    private readonly WakeSignal _wake = new();
    private readonly WakeSignal _repairNow = new();
    private readonly ShippingLanes _lanes;
    private readonly DrainWaiters _waiters = new();

    // Pump's loop only. When the last insert began, by the clock's timestamps, if it was one of few rows.
    private long? _lastFew;

    // How long that took, as soon as it is known.
    private TimeSpan? _lastTook;

    public OutboxPump(
        StateWriter writer, OutboxReader reader, BatchShipper shipper, OutboxCounters counters, OutboxOptions options, TimeProvider clock,
        ILogger<OutboxPump> logger)
    {
        (_writer, _reader, _counters, _options, _clock, _logger) = (writer, reader, counters, options, clock, logger);
        _lanes = new ShippingLanes(shipper, _waiters, _wake);
    }

    public long StoredRows => _counters.Read().InsertedRows;

    public OutboxStatus ReadStatus()
    {
        var totals = _counters.Read();
        try
        {
            var age = totals.PendingRows > 0 ? _clock.GetUtcNow() - _reader.ReadOldest() : null;
            var (newest, setAside, lost) = _reader.ReadQuarantine();
            return Describe(totals, age, newest, setAside, lost);
        }
        catch (SqliteException)
        {
            // The file is being replaced or its disk is full; the counters still hold.
            return Describe(totals, null, [], null, null);
        }
    }

    public Task FlushAsync(CancellationToken cancellationToken)
    {
        var totals = _counters.Read();
        if (totals.PendingRows == 0)
        {
            return Task.CompletedTask;
        }

        var drained = _waiters.Add(totals.LastId);
        _wake.Set();
        return drained.WaitAsync(cancellationToken);
    }

    public void RetryNow()
    {
        _repairNow.Set();
        _lanes.RetryNow();
    }

    public override void Dispose()
    {
        base.Dispose();
        _wake.Dispose();
        _repairNow.Dispose();
        _lanes.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _writer.RowsCommitted = _wake.Set;
        while (!stoppingToken.IsCancellationRequested)
        {
            var generation = _writer.Generation;
            try
            {
                await RunAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.Failed(_logger, failure);
                await RepairAsync(failure, generation, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    // After a failure it starts here again: what is sealed is read from the file, never remembered.
    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var open = await _writer.CallAsync(OutboxBatches.ReadOpen).ConfigureAwait(false);
            await _lanes.ShipAsync(open, stop.Token).ConfigureAwait(false);
            while (true)
            {
                await GatherAsync(cancellationToken).ConfigureAwait(false);
                _lastFew = _counters.Read().UnsealedRows <= _options.FewRows ? _clock.GetTimestamp() : null;
                _lastTook = null;
                var batches = await _writer
                    .CallAsync(transaction => OutboxBatches.Seal(transaction, _writer.OutboxId, _options.BatchRows, _options.BatchBytes))
                    .ConfigureAwait(false);
                await _lanes.ShipAsync(batches, stop.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await _lanes.AbandonAsync().ConfigureAwait(false);
        }
    }

    private async Task GatherAsync(CancellationToken cancellationToken)
    {
        while (_counters.Read().UnsealedRows == 0)
        {
            await _lanes.ThrowIfFailedAsync().ConfigureAwait(false);
            if (_lanes.IsIdle)
            {
                _waiters.Drained(long.MaxValue);
                KnowLast();
            }

            await _wake.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        var begun = _clock.GetTimestamp();
        while (_counters.Read() is var totals && !IsEnough(totals))
        {
            await _lanes.ThrowIfFailedAsync().ConfigureAwait(false);
            if (!_lanes.IsIdle)
            {
                // The end of a shipment wakes it too.
                await _wake.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (_waiters.Any || !await _wake.WaitAsync(Left(totals, begun), _clock, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    /// <param name="begun">When the first row was seen.</param>
    private TimeSpan Left(OutboxTotals totals, long begun)
    {
        KnowLast();
        var company = _options.CoalesceDelay - _clock.GetElapsedTime(begun);
        var pause = Longer(_options.InsertInterval, Shorter((_lastTook ?? TimeSpan.Zero) * PauseForInsert, LongestPause));
        var interval = totals.UnsealedRows <= _options.FewRows && _lastFew is { } last ? pause - _clock.GetElapsedTime(last) : TimeSpan.Zero;
        return Longer(company, interval);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>Nothing is on its way any more.</summary>
    private void KnowLast() => _lastTook ??= _lastFew is { } last ? _clock.GetElapsedTime(last) : null;

    private bool IsEnough(OutboxTotals totals) => totals.UnsealedRows >= _options.BatchRows || totals.UnsealedBytes >= _options.BatchBytes;

    private async Task RepairAsync(Exception failure, int generation, CancellationToken stoppingToken)
    {
        try
        {
            if (failure is SqliteException damage && StateFailure.IsDamage(damage))
            {
                await _writer.ReplaceAsync(generation, damage).ConfigureAwait(false);
                return;
            }

            await _repairNow.WaitAsync(PauseAfterFailure, _clock, stoppingToken).ConfigureAwait(false);
        }
        catch (Exception stopped) when (stopped is StateUnavailableException or OperationCanceledException)
        {
            // Closing, or the writer said why it could not; the loop looks again.
        }
    }

    private static OutboxStatus Describe(
        OutboxTotals totals, TimeSpan? age, IReadOnlyList<QuarantinedRows> newest, long? setAside, long? lost) => new(
        totals.PendingRows, totals.PendingBytes, age, totals.InsertedRows, totals.LastInsertAt, totals.StoreProblem, totals.IsFull,
        newest, setAside, lost);

    private static partial class Log
    {
        [LoggerMessage(2130, LogLevel.Error, "Emptying the outbox failed; it starts again from what the state file says.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
