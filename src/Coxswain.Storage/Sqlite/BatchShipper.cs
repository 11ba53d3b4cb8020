namespace Coxswain.Storage.Sqlite;

/// <summary>Brings one sealed batch to the store, and forgets the rows only once they are elsewhere.</summary>
internal sealed class BatchShipper(StateWriter writer, OutboxReader reader, PatientInserts inserts, BatchQuarantine quarantine)
{
    /// <summary>Returns the batches that take this one's place; empty when it is done with.</summary>
    public async Task<IReadOnlyList<SealedBatch>> ShipAsync(SealedBatch batch, WakeSignal retryNow, CancellationToken cancellationToken)
    {
        using var content = reader.ReadBatch(batch);
        foreach (var row in content.Damaged)
        {
            await quarantine.SetAsideAsync(batch, row).ConfigureAwait(false);
        }

        if (content.Parts.Count > 0)
        {
            try
            {
                await inserts.InsertAsync(batch, content, retryNow, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreRejectedException refusal)
            {
                return await RejectAsync(batch, content, refusal).ConfigureAwait(false);
            }
        }

        await writer.CallAsync(transaction => OutboxBatches.Finish(transaction, batch)).ConfigureAwait(false);
        inserts.Count(content.Rows);
        return [];
    }

    // A refused batch of several state file rows is tried row by row: one bad row must not take the others with it.
    private async Task<IReadOnlyList<SealedBatch>> RejectAsync(SealedBatch batch, BatchContent content, StoreRejectedException refusal)
    {
        if (content.Parts.Count > 1)
        {
            return await writer.CallAsync(transaction => OutboxBatches.Split(transaction, batch, writer.OutboxId)).ConfigureAwait(false);
        }

        await quarantine.RejectAsync(batch, content, refusal).ConfigureAwait(false);
        return [];
    }
}
