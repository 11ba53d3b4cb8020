using System.Globalization;
using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.Sqlite;

/// <summary>Changes of batches inside a transaction of the writer.</summary>
internal static class OutboxBatches
{
    public static IReadOnlyList<SealedBatch> ReadOpen(StateTransaction transaction)
    {
        var batches = new List<SealedBatch>();
        var rows = transaction.Session.Statement("batches-open");
        while (rows.Step())
        {
            batches.Add(new SealedBatch(rows.Int64(0), rows.Text(1), rows.Int64(2), rows.Int64(3), rows.Text(4)));
        }

        return batches;
    }

    /// <summary>Covers the oldest rows that no batch covers yet, one batch per shape, up to about the given size.</summary>
    public static IReadOnlyList<SealedBatch> Seal(StateTransaction transaction, string outboxId, long maxRows, long maxBytes)
    {
        var shapes = new SortedSet<string>(StringComparer.Ordinal);
        long first = 0, last = 0, rowCount = 0, byteCount = 0;
        var rows = transaction.Session.Statement("outbox-unsealed");
        while (rowCount < maxRows && byteCount < maxBytes && rows.Step())
        {
            last = rows.Int64(0);
            first = first == 0 ? last : first;
            shapes.Add(rows.Text(1));
            rowCount += rows.Int64(2);
            byteCount += rows.Int64(3);
        }

        rows.Reset();
        transaction.Sealed(rowCount, byteCount);
        return [.. shapes.Select(shape => Insert(transaction, outboxId, shape, first, last))];
    }

    /// <summary>Replaces a refused batch by one per state file row, so that only the row the store objects to is set aside.</summary>
    public static IReadOnlyList<SealedBatch> Split(StateTransaction transaction, SealedBatch batch, string outboxId)
    {
        Delete(transaction, batch.Id);
        return [.. ReadIds(transaction, batch).Select(id => Insert(transaction, outboxId, batch.Shape, id, id))];
    }

    /// <summary>Forgets a batch and its rows: the store or the quarantine has them.</summary>
    public static int Finish(StateTransaction transaction, SealedBatch batch)
    {
        long rowCount = 0, byteCount = 0;
        var sizes = Bind(transaction, "outbox-batch-sizes", batch);
        while (sizes.Step())
        {
            rowCount += sizes.Int64(1);
            byteCount += sizes.Int64(2);
        }

        Bind(transaction, "outbox-batch-delete", batch).Run();
        Delete(transaction, batch.Id);
        transaction.Removed(rowCount, byteCount);
        return (int)rowCount;
    }

    /// <summary>Forgets one damaged row; its bytes are in the quarantine.</summary>
    public static int SetAside(StateTransaction transaction, SealedBatch row, QuarantinedRows entry)
    {
        QuarantineLog.Add(transaction.Session, entry.Time, entry);
        return Finish(transaction, row);
    }

    private static List<long> ReadIds(StateTransaction transaction, SealedBatch batch)
    {
        var ids = new List<long>();
        var sizes = Bind(transaction, "outbox-batch-sizes", batch);
        while (sizes.Step())
        {
            ids.Add(sizes.Int64(0));
        }

        return ids;
    }

    private static SealedBatch Insert(StateTransaction transaction, string outboxId, string shape, long first, long last)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"cox-{outboxId}-{first}-{last}-{shape}");
        var id = transaction.Session.Statement("batch-insert")
            .Bind("$shape", shape)
            .Bind("$first_id", first)
            .Bind("$last_id", last)
            .Bind("$token", token)
            .Scalar() ?? 0;
        return new SealedBatch(id, shape, first, last, token);
    }

    private static void Delete(StateTransaction transaction, long batchId) =>
        transaction.Session.Statement("batch-delete").Bind("$id", batchId).Run();

    private static StateStatement Bind(StateTransaction transaction, string statement, SealedBatch batch) =>
        transaction.Session.Statement(statement)
            .Bind("$first_id", batch.FirstId)
            .Bind("$last_id", batch.LastId)
            .Bind("$shape", batch.Shape);
}
