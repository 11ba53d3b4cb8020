using Coxswain.Core.Budgets;
using Coxswain.Storage.Sqlite.Budgets;
using Microsoft.Data.Sqlite;

namespace Coxswain.Storage.Sqlite;

/// <summary>Copies what is readable from a damaged state file into a sound one. Row ids stay: sealed batches refer to them.</summary>
internal sealed class SalvageCopy(StateSession target)
{
    private const long BytesPerTransaction = 16L << 20;
    private readonly HashSet<long> _kept = [];
    private readonly List<string> _unreadTables = [];
    private long _bytesOpen;

    public long KeptRows { get; private set; }

    /// <summary><see langword="null"/> when even the sizes of what is missing are unreadable.</summary>
    public long? LostRows { get; private set; }

    public IReadOnlyList<string> UnreadTables => _unreadTables;

    /// <exception cref="SqliteException">Not even the schema can be read; nothing was copied.</exception>
    public void Run(StateSession source)
    {
        // The first access to the schema: fails here, before anything is written, when the first page is gone.
        _ = source.Statement("salvage-row");
        _ = source.Statement("version").Scalar();
        target.Run("begin");
        try
        {
            CopyOutbox(source);
            CopyTable("batches", () => CopyBatches(source));
            CopyTable("content_hashes", () => CopyHashes(source));
            CopyTable("transcript_cursors", () => CopyCursors(source));
            CopyTable("quarantine", () => CopyQuarantine(source));
            var version = VersionOf(source);
            if (version > 1)
            {
                CopyTable("budgets", () => BudgetRows.Load(source, version > 4).OfType<Budget>().ToList().ForEach(budget => BudgetRows.Save(target, budget)));
                CopyTable("budget_overrides", () => BudgetRows.LoadOverrides(source).ForEach(change => BudgetRows.Add(target, change)));
            }

            if (version > 2)
            {
                CopyTable("reservations", () => ReservationRows.Load(source).ForEach(reservation => ReservationRows.Save(target, reservation)));
            }

            if (version > 3)
            {
                CopyTable("budget_alerts", () => AlertRows.CopyAlerts(source, target));
                CopyTable("alert_deliveries", () => AlertRows.CopyDeliveries(source, target));
            }
        }
        finally
        {
            // What was copied stays, whatever comes after: another try goes on from it, and the list of what was set aside is written after this.
            target.Run("commit");
        }
    }

    /// <summary>By its tables, where they can be told: the number in the header may be what is damaged.</summary>
    private static long VersionOf(StateSession source)
    {
        var told = source.Statement("version").Scalar() ?? 0;
        try
        {
            return StateSchema.VersionOf(source) ?? told;
        }
        catch (SqliteException failure) when (StateFailure.IsDamage(failure))
        {
            return told;
        }
    }

    public void NothingReadable() => _unreadTables.Add("everything");

    private void CopyOutbox(StateSession source)
    {
        var sizes = ReadSizes(source);
        var last = LastId(source, sizes);
        for (long next = 1; next <= last;)
        {
            next = CopyStretch(source, next, last);
        }

        LostRows = sizes is null
            ? (last == 0 && _kept.Count == 0 ? 0 : null)
            : sizes.Where(row => !_kept.Contains(row.Key)).Sum(static row => row.Value);
        if (sizes is null)
        {
            _unreadTables.Add("sizes of outbox rows");
        }
    }

    /// <summary>Reads on until the end or until damage; returns the first id not yet dealt with.</summary>
    private long CopyStretch(StateSession source, long first, long last)
    {
        var next = first;
        try
        {
            var rows = source.Statement("salvage-rows").Bind("$first_id", first);
            while (rows.Step())
            {
                Keep(rows);
                next = rows.Int64(0) + 1;
            }

            return last + 1;
        }
        catch (SqliteException failure) when (StateFailure.IsDamage(failure))
        {
            return ProbePastDamage(source, next, last);
        }
    }

    // Each probe walks the tree to one id and fails fast while the page that would hold it is damaged.
    private long ProbePastDamage(StateSession source, long next, long last)
    {
        for (; next <= last; next++)
        {
            try
            {
                var row = source.Statement("salvage-row").Bind("$id", next);
                if (row.Step())
                {
                    Keep(row);
                    row.Reset();
                    return next + 1;
                }
            }
            catch (SqliteException failure) when (StateFailure.IsDamage(failure))
            {
                continue;
            }
        }

        return next;
    }

    private void Keep(StateStatement row)
    {
        var id = row.Int64(0);
        var bytes = row.Blob(6);
        if (!_kept.Add(id) || bytes.Length != row.Int64(3))
        {
            return;
        }

        target.Statement("outbox-restore")
            .Bind("$id", id)
            .Bind("$shape", row.Text(1))
            .Bind("$row_count", row.Int64(2))
            .Bind("$byte_count", row.Int64(3))
            .Bind("$checksum", row.Int64(4))
            .Bind("$committed_ms", row.Int64(5))
            .Bind("$rows", bytes)
            .Run();
        KeptRows += row.Int64(2);
        _bytesOpen += bytes.Length;
        if (_bytesOpen > BytesPerTransaction)
        {
            target.Run("commit");
            target.Run("begin");
            _bytesOpen = 0;
        }
    }

    private static Dictionary<long, long>? ReadSizes(StateSession source)
    {
        try
        {
            var sizes = new Dictionary<long, long>();
            var rows = source.Statement("salvage-sizes");
            while (rows.Step())
            {
                sizes[rows.Int64(0)] = rows.Int64(1);
            }

            return sizes;
        }
        catch (SqliteException failure) when (StateFailure.IsDamage(failure))
        {
            return null;
        }
    }

    private static long LastId(StateSession source, Dictionary<long, long>? sizes)
    {
        if (sizes is not null)
        {
            return sizes.Count == 0 ? 0 : sizes.Keys.Max();
        }

        try
        {
            return source.Statement("salvage-last-id").Scalar() ?? 0;
        }
        catch (SqliteException failure) when (StateFailure.IsDamage(failure))
        {
            // Without any bound: read on from the start as far as it goes.
            return 1;
        }
    }

    private void CopyTable(string table, Action copy)
    {
        try
        {
            copy();
        }
        catch (SqliteException failure) when (StateFailure.IsDamage(failure))
        {
            _unreadTables.Add($"rest of {table}");
        }
    }

    private void CopyBatches(StateSession source)
    {
        var batches = source.Statement("batches-open");
        while (batches.Step())
        {
            target.Statement("batch-restore")
                .Bind("$id", batches.Int64(0))
                .Bind("$shape", batches.Text(1))
                .Bind("$first_id", batches.Int64(2))
                .Bind("$last_id", batches.Int64(3))
                .Bind("$token", batches.Text(4))
                .Run();
        }
    }

    private void CopyHashes(StateSession source)
    {
        var hashes = source.Statement("hashes-load");
        while (hashes.Step())
        {
            target.Statement("hashes-insert").Bind("$committed_ms", hashes.Int64(1)).Bind("$hashes", hashes.Blob(2)).Run();
        }
    }

    private void CopyCursors(StateSession source)
    {
        var cursors = source.Statement("cursors-load");
        while (cursors.Step())
        {
            target.Statement("cursor-save")
                .Bind("$path", cursors.Text(0))
                .Bind("$offset_bytes", cursors.Int64(1))
                .Bind("$head_hash", cursors.Int64(2))
                .Bind("$state", cursors.Text(3))
                .Run();
        }
    }

    private void CopyQuarantine(StateSession source)
    {
        foreach (var entry in QuarantineLog.ReadAll(source))
        {
            QuarantineLog.Add(target, entry.Time, entry);
        }
    }
}
