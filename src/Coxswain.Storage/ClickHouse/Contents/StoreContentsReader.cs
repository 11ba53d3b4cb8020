using System.Data.Common;
using Coxswain.Storage.ClickHouse.Schema;

namespace Coxswain.Storage.ClickHouse.Contents;

/// <summary>Reads what the store holds: rows, sizes and ages per table, for <c>cox status</c>.</summary>
public sealed class StoreContentsReader(StoreClient client)
{
    /// <summary>Some ten milliseconds of counting a table.</summary>
    private const long MostRowsCounted = 1_000_000;

    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    public async Task<StoreContents> ReadAsync(CancellationToken cancellationToken)
    {
        var facts = await SchemaFacts.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        var tables = await client.QueryAsync(
            StoreStatement.FromFile("Queries/Status/tables.sql"),
            static row => new StoredTable(row.GetString(0), row.GetInt64(1), row.GetByte(3) == 1, row.GetInt64(2), null, null),
            cancellationToken).ConfigureAwait(false);
        tables = await CountMergedAsync(tables, cancellationToken).ConfigureAwait(false);
        var ranges = new Dictionary<string, (DateTimeOffset?, DateTimeOffset?)>(StringComparer.Ordinal);
        if (facts.HasTable("otel_logs") && facts.HasTable("otel_traces") && facts.HasTable("otel_metrics_sum"))
        {
            await AddRangesAsync("Queries/Status/ranges.sql", ranges, cancellationToken).ConfigureAwait(false);
        }

        if (facts.HasTable("api_requests") && facts.HasTable("prompts"))
        {
            await AddRangesAsync("Queries/Status/typed_ranges.sql", ranges, cancellationToken).ConfigureAwait(false);
        }

        return new StoreContents(
            client.Address.ToString(),
            client.Address.IsEmbedded,
            client.Database,
            facts.ServerVersion,
            [.. tables.Select(table => ranges.TryGetValue(table.Name, out var range) ? table with { Oldest = range.Item1, Newest = range.Item2 } : table)]);
    }

    private async Task<IReadOnlyList<StoredTable>> CountMergedAsync(IReadOnlyList<StoredTable> tables, CancellationToken cancellationToken)
    {
        var counted = tables.ToArray();
        for (var i = 0; i < counted.Length; i++)
        {
            if (counted[i] is { IsUpperBound: true, Rows: < MostRowsCounted })
            {
                var statement = StoreStatement.FromFile("Queries/Status/merged_rows.sql").With("table", counted[i].Name);
                var rows = await client.QueryAsync(statement, static row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
                counted[i] = counted[i] with { Rows = rows[0], IsUpperBound = false };
            }
        }

        return counted;
    }

    private static DateTimeOffset? TimeOf(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));

    private async Task AddRangesAsync(string file, Dictionary<string, (DateTimeOffset?, DateTimeOffset?)> ranges, CancellationToken cancellationToken)
    {
        var rows = await client.QueryAsync(
            StoreStatement.FromFile(file), static row => (Table: row.GetString(0), Oldest: TimeOf(row, 1), Newest: TimeOf(row, 2)), cancellationToken).ConfigureAwait(false);
        foreach (var (table, oldest, newest) in rows)
        {
            ranges[table] = (oldest, newest);
        }
    }
}
