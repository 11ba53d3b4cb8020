namespace Coxswain.Storage.ClickHouse;

/// <summary>Puts encoded rows into the store, one statement per shape.</summary>
public sealed class ClickHouseRowStore(StoreClient client) : IRowStore
{
    /// <inheritdoc/>
    public Task InsertAsync(
        string shape, int rows, IReadOnlyList<ReadOnlyMemory<byte>> parts, string deduplicationToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var sql = SqlFile.Find($"Inserts/{shape}.sql")
            ?? throw new StoreRejectedException($"Rows of shape '{shape}' were written by another version of cox; this one does not know it.");
        var insert = new StoreStatement(shape, sql)
        {
            Settings = new Dictionary<string, object>
            {
                ["insert_deduplicate"] = 1,
                ["insert_deduplication_token"] = deduplicationToken,
                ["deduplicate_blocks_in_dependent_materialized_views"] = 1,
                ["async_insert"] = 0,
            },
        };
        return client.InsertAsync(insert, parts, cancellationToken);
    }
}
