namespace Coxswain.Storage.Sqlite;

/// <summary>
/// Up to two shipments at once: while the store works on one batch, the next is read and sent. A batch's token makes its insert the same whenever
/// it happens, so the order does not matter. Used by the pump's loop only, but for <see cref="RetryNow"/>.
/// </summary>
/// <param name="wake">Set at the end of every shipment.</param>
internal sealed class ShippingLanes(BatchShipper shipper, DrainWaiters waiters, WakeSignal wake) : IDisposable
{
    public const int Count = 2;

    private readonly Lane[] _lanes = [.. Enumerable.Range(0, Count).Select(static _ => new Lane())];
    private readonly Lock _gate = new();

    // Of the batches handed in, the first that no lane has taken yet.
    private long _firstUnstarted = long.MaxValue;
    private long _lastDone;

    public bool IsIdle => Array.TrueForAll(_lanes, static lane => !lane.IsBusy);

    public void RetryNow() => Array.ForEach(_lanes, static lane => lane.RetryNow.Set());

    /// <summary>Starts every batch as soon as a lane is free; returns when all have started. Throws what an earlier shipment threw.</summary>
    public async Task ShipAsync(IReadOnlyList<SealedBatch> batches, CancellationToken cancellationToken)
    {
        for (var i = 0; i < batches.Count; i++)
        {
            lock (_gate)
            {
                _firstUnstarted = batches.Skip(i).Min(static batch => batch.FirstId);
            }

            var lane = await FreeLaneAsync().ConfigureAwait(false);
            lock (_gate)
            {
                lane.Start(batches[i]);
            }

            lane.Shipment = ShipAsync(batches[i], lane, cancellationToken);
        }

        lock (_gate)
        {
            _firstUnstarted = long.MaxValue;
        }
    }

    public async Task ThrowIfFailedAsync()
    {
        foreach (var lane in _lanes.Where(static lane => !lane.IsBusy))
        {
            await lane.Shipment.ConfigureAwait(false);
        }
    }

    /// <summary>Waits for what is under way and forgets how it ended: its batches are still in the file.</summary>
    public async Task AbandonAsync()
    {
        foreach (var lane in _lanes)
        {
            await lane.Shipment.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lane.Shipment = Task.CompletedTask;
            lane.FirstId = long.MaxValue;
        }
    }

    public void Dispose() => Array.ForEach(_lanes, static lane => lane.RetryNow.Dispose());

    private async Task<Lane> FreeLaneAsync()
    {
        while (true)
        {
            await ThrowIfFailedAsync().ConfigureAwait(false);
            if (Array.Find(_lanes, static lane => !lane.IsBusy) is { } free)
            {
                return free;
            }

            await Task.WhenAny(_lanes.Select(static lane => lane.Shipment)).ConfigureAwait(false);
        }
    }

    private async Task ShipAsync(SealedBatch batch, Lane lane, CancellationToken cancellationToken)
    {
        // Reading the batch blocks; the pump's loop goes on.
        await Task.Yield();
        try
        {
            await ShipWhollyAsync(batch, lane, cancellationToken).ConfigureAwait(false);
            TellDrained(lane, batch.LastId);
        }
        finally
        {
            lane.IsBusy = false;
            wake.Set();
        }
    }

    private async Task ShipWhollyAsync(SealedBatch batch, Lane lane, CancellationToken cancellationToken)
    {
        foreach (var instead in await shipper.ShipAsync(batch, lane.RetryNow, cancellationToken).ConfigureAwait(false))
        {
            await ShipWhollyAsync(instead, lane, cancellationToken).ConfigureAwait(false);
        }
    }

    // Everything is gone up to where the oldest batch begins that is not; the batches of one stretch begin alike.
    private void TellDrained(Lane done, long lastId)
    {
        long through;
        lock (_gate)
        {
            done.FirstId = long.MaxValue;
            _lastDone = Math.Max(_lastDone, lastId);
            through = Math.Min(_lastDone, Math.Min(_firstUnstarted, _lanes.Min(static lane => lane.FirstId)) - 1);
        }

        waiters.Drained(through);
    }

    private sealed class Lane
    {
        private volatile bool _isBusy;

        public WakeSignal RetryNow { get; } = new();

        public Task Shipment { get; set; } = Task.CompletedTask;

        /// <summary>Of the batch that is not yet in the store.</summary>
        public long FirstId { get; set; } = long.MaxValue;

        public bool IsBusy
        {
            get => _isBusy;
            set => _isBusy = value;
        }

        public void Start(SealedBatch batch)
        {
            FirstId = batch.FirstId;
            IsBusy = true;
        }
    }
}
