using System.Collections.Concurrent;
using Coxswain.Storage.ClickHouse.Schema;

namespace Coxswain.Storage.ClickHouse;

/// <summary>Puts encoded rows into the store, one statement per shape.</summary>
public sealed class ClickHouseRowStore(StoreClient client) : IRowStore
{
    /// <summary>Up to so many rows most of an insert's time is that of its forty views, one after the other, and what they hold beside each other is small.</summary>
    private const int FewRows = 2000;

    private readonly ConcurrentDictionary<string, StoreStatement> _inserts = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task InsertAsync(
        string shape, int rows, IReadOnlyList<ReadOnlyMemory<byte>> parts, string deduplicationToken, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (!_inserts.TryGetValue(shape, out var insert))
        {
            insert = await FindAsync(shape, cancellationToken).ConfigureAwait(false);
            _inserts[shape] = insert;
        }

        var settings = new Dictionary<string, object>(insert.Settings)
        {
            ["insert_deduplicate"] = 1,
            ["insert_deduplication_token"] = deduplicationToken,
            ["deduplicate_blocks_in_dependent_materialized_views"] = 1,
            ["async_insert"] = 0,
        };
        if (client.Address.IsEmbedded && rows <= FewRows)
        {
            settings["parallel_view_processing"] = 1;
        }

        await client.InsertAsync(insert with { Settings = settings }, parts, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The statement of a shape; into its landing table where there is one. Only with its view: what lands without it is lost.</summary>
    private async Task<StoreStatement> FindAsync(string shape, CancellationToken cancellationToken)
    {
        var sql = SqlFile.Find($"Inserts/{shape}.sql")
            ?? throw new StoreRejectedException($"Rows of shape '{shape}' were written by another version of cox; this one does not know it.");
        if (SqlFile.Find($"Landing/{shape}.sql") is null)
        {
            return new StoreStatement(shape, sql);
        }

        var landing = SchemaLanding.TableOf(shape);
        var found = await client.QueryAsync(
            StoreStatement.FromFile("Queries/Schema/has_table.sql").With("table", SchemaLanding.ViewOf(landing)), static row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        var table = shape[..shape.LastIndexOf('.')];
        var insert = new StoreStatement(shape, found.Count == 0 ? sql : sql.Replace($" {table} (", $" {landing} (", StringComparison.Ordinal));

        // Typed rows of one key are made one by merges and by who reads, as those of two inserts are; doing it here too costs a tenth of an insert.
        // Not for shapes of transcripts: those repeat a request's key in one insert.
        return client.Address.IsEmbedded ? insert with { Settings = new Dictionary<string, object> { ["optimize_on_insert"] = 0 } } : insert;
    }
}
