using Coxswain.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Coxswain.Storage.Sqlite;

/// <summary>Brings one sealed batch to the store: tries for as long as the store is away, and forgets the rows only once they are elsewhere.</summary>
internal sealed partial class BatchShipper(
    StateWriter writer, OutboxReader reader, IRowStore store, QuarantineFolder quarantine, OutboxCounters counters,
    OutboxOptions options, TimeProvider clock, ILogger<BatchShipper> logger)
{
    private readonly RetryDelay _delay = new(options.RetryBaseDelay, options.RetryMaxDelay, new Random());

    /// <summary>Returns the batches that take this one's place; empty when it is done with.</summary>
    public async Task<IReadOnlyList<SealedBatch>> ShipAsync(SealedBatch batch, WakeSignal retryNow, CancellationToken cancellationToken)
    {
        using var content = reader.ReadBatch(batch);
        foreach (var row in content.Damaged)
        {
            await SetAsideAsync(batch, row).ConfigureAwait(false);
        }

        if (content.Parts.Count > 0)
        {
            try
            {
                await InsertAsync(batch, content, retryNow, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreRejectedException refusal)
            {
                return await RejectAsync(batch, content, refusal).ConfigureAwait(false);
            }
        }

        await writer.CallAsync(transaction => OutboxBatches.Finish(transaction, batch)).ConfigureAwait(false);
        counters.Change(totals => totals with
        {
            InsertedRows = totals.InsertedRows + content.Rows,
            LastInsertAt = content.Rows > 0 ? clock.GetUtcNow() : totals.LastInsertAt,
            StoreProblem = content.Rows > 0 ? null : totals.StoreProblem,
        });
        return [];
    }

    private async Task InsertAsync(SealedBatch batch, BatchContent content, WakeSignal retryNow, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await store.InsertAsync(batch.Shape, content.Rows, content.Parts, batch.Token, cancellationToken).ConfigureAwait(false);
                if (attempt > 0)
                {
                    Log.StoreIsBack(logger, attempt);
                }

                return;
            }
            catch (StoreUnavailableException problem)
            {
                counters.Change(totals => totals with { StoreProblem = problem.Message });
                if (attempt == 0)
                {
                    Log.StoreIsAway(logger, problem);
                }
            }

            await retryNow.WaitAsync(_delay.After(attempt), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // A refused batch of several state file rows is tried row by row: one bad row must not take the others with it.
    private async Task<IReadOnlyList<SealedBatch>> RejectAsync(SealedBatch batch, BatchContent content, StoreRejectedException refusal)
    {
        if (content.Parts.Count > 1)
        {
            return await writer.CallAsync(transaction => OutboxBatches.Split(transaction, batch, writer.OutboxId)).ConfigureAwait(false);
        }

        var path = quarantine.WriteFile($"rejected-{batch.Shape}", ".rowbinary", content.Parts);
        var entry = new QuarantinedRows(clock.GetUtcNow(), QuarantineKind.Rejected, batch.Shape, content.Rows, refusal.Message, path);
        await writer.CallAsync(transaction => OutboxBatches.SetAside(transaction, batch, entry)).ConfigureAwait(false);
        Log.Rejected(logger, content.Rows, batch.Shape, path, refusal);
        return [];
    }

    private async Task SetAsideAsync(SealedBatch batch, DamagedRow row)
    {
        var path = quarantine.WriteFile($"damaged-{batch.Shape}", ".rowbinary", [row.Bytes]);
        var entry = new QuarantinedRows(
            clock.GetUtcNow(), QuarantineKind.DamagedRows, batch.Shape, row.Rows, "The bytes do not match their checksum.", path);
        var single = new SealedBatch(0, batch.Shape, row.Id, row.Id, "");
        await writer.CallAsync(transaction => OutboxBatches.SetAside(transaction, single, entry)).ConfigureAwait(false);
        Log.Damaged(logger, row.Rows, batch.Shape, path);
    }

    private static partial class Log
    {
        [LoggerMessage(2120, LogLevel.Warning, "The store does not take rows just now; they wait in the outbox.")]
        public static partial void StoreIsAway(ILogger logger, Exception problem);

        [LoggerMessage(2121, LogLevel.Information, "The store takes rows again after {Attempts} failed attempts.")]
        public static partial void StoreIsBack(ILogger logger, int attempts);

        [LoggerMessage(2122, LogLevel.Error, "The store refused {Rows} rows of {Shape}; they are in {Path}.")]
        public static partial void Rejected(ILogger logger, int rows, string shape, string path, Exception refusal);

        [LoggerMessage(2123, LogLevel.Error, "{Rows} waiting rows of {Shape} were damaged on disk; their bytes are in {Path}.")]
        public static partial void Damaged(ILogger logger, int rows, string shape, string path);
    }
}
