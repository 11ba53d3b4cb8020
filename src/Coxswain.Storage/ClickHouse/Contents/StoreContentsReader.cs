using System.Data.Common;
using Coxswain.Storage.ClickHouse.Schema;

namespace Coxswain.Storage.ClickHouse.Contents;

/// <summary>Reads what the store holds: rows, sizes and ages per table, for <c>cox status</c>.</summary>
public sealed class StoreContentsReader(StoreClient client)
{
    /// <summary>Half a second of the engine's CPU for a table whose times are worked out of several columns (prompts, tool calls), ten milliseconds for others.</summary>
    private const long MostRowsMerged = 1_000_000;

    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public async Task<StoreContents> ReadAsync(CancellationToken cancellationToken)
    {
        var facts = await SchemaFacts.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        var listed = await client.QueryAsync(
            StoreStatement.FromFile("Queries/Status/tables.sql"),
            static row => new ListedTable(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetByte(3) == 1, row.GetString(4), row.GetString(5)),
            cancellationToken).ConfigureAwait(false);
        var tables = new List<StoredTable>(listed.Count);
        foreach (var table in listed)
        {
            tables.Add(await AskAsync(table, cancellationToken).ConfigureAwait(false));
        }

        return new StoreContents(client.Address.ToString(), client.Address.IsEmbedded, client.Database, facts.ServerVersion, tables);
    }

    private async Task<StoredTable> AskAsync(ListedTable table, CancellationToken cancellationToken)
    {
        var known = new StoredTable(table.Name, table.Rows, table.JoinsRows && table.Rows > 0, table.Rows, table.Bytes, null, null, null);
        if (table.Rows == 0 || table.OldestColumn.Length == 0)
        {
            return known;
        }

        var merges = table.JoinsRows && table.Rows < MostRowsMerged;
        var statement = StoreStatement.FromFile($"Queries/Status/{(merges ? "merged_rows" : "rows")}.sql")
            .With("table", table.Name).With("oldest", table.OldestColumn).With("newest", table.NewestColumn);
        try
        {
            var rows = await client.QueryAsync(statement, static row => (Rows: row.GetInt64(0), Oldest: TimeOf(row, 1), Newest: TimeOf(row, 2)), cancellationToken).ConfigureAwait(false);
            var (count, oldest, newest) = rows[0];
            return known with { Rows = count, IsUpperBound = table.JoinsRows && !merges, Oldest = oldest, Newest = newest };
        }
        catch (StoreRejectedException refusal)
        {
            // A damaged table hides neither itself nor the others.
            return known with { IsUpperBound = true, Problem = refusal.Message.TrimEnd() };
        }
    }

    private static DateTimeOffset? TimeOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
