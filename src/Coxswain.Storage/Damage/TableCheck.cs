using Coxswain.Storage.ClickHouse;
using Coxswain.Storage.Opening;

namespace Coxswain.Storage.Damage;

/// <summary>
/// Reads every part of the embedded engine's tables, on request only, as ClickHouse's <c>CHECK TABLE</c> does, and has damaged ones set aside as a
/// query that fails over one does. So damage is found in what nobody asks for.
/// </summary>
public sealed class TableCheck(StoreClient client, DamagedParts damaged, StoreOpener opener)
{
    /// <returns>Where it ended: all parts done.</returns>
    /// <exception cref="StoreUnavailableException">The store went away; what was found is set aside.</exception>
    public async Task<TableCheckProgress> RunAsync(IProgress<TableCheckProgress>? progress, CancellationToken cancellationToken)
    {
        var tables = (await KnownTable.ReadAllAsync(client, cancellationToken).ConfigureAwait(false)).ToDictionary(static table => table.Name, StringComparer.Ordinal);
        var parts = (await client.QueryAsync(
            StoreStatement.FromFile("Queries/Damage/parts.sql") with { IsOfMending = true },
            static row => (Table: row.GetString(0), Name: row.GetString(1), Bytes: row.GetInt64(2)), cancellationToken).ConfigureAwait(false))
            .Where(part => tables.ContainsKey(part.Table)).ToList();
        var state = new TableCheckProgress("", parts.DistinctBy(static part => part.Table).Count(), parts.Count, 0, 0, 0, 0, parts.Sum(static part => part.Bytes), 0, 0);
        try
        {
            foreach (var part in parts)
            {
                var found = await damaged.CheckPartAsync(tables[part.Table], part.Name, cancellationToken).ConfigureAwait(false);
                state = After(state, part.Table, part.Bytes, found);
                progress?.Report(state);
            }
        }
        finally
        {
            if (state.PartsDamaged > 0)
            {
                await opener.RefreshAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        return state;
    }

    private static TableCheckProgress After(TableCheckProgress state, string table, long bytes, CheckedParts found) => state with
    {
        Table = table,
        PartsDone = state.PartsDone + 1,
        PartsDamaged = state.PartsDamaged + found.SetAside,
        PartsUnreadable = state.PartsUnreadable + found.Unreadable,
        PartsGone = state.PartsGone + (found.Count == 0 ? 1 : 0),
        BytesDone = state.BytesDone + bytes,
        BytesRead = state.BytesRead + (found.Count == 0 ? 0 : bytes),
    };
}
