using System.IO.Hashing;
using Coxswain.Core.Telemetry;

namespace Coxswain.Storage.Sqlite;

/// <summary>Reads beside the writer, each time on a connection of its own: a lingering reader would keep the log from being reused.</summary>
internal sealed class OutboxReader(StateFile file)
{
    /// <summary>The caller disposes the content.</summary>
    public BatchContent ReadBatch(SealedBatch batch)
    {
        using var session = file.OpenReader();
        var rows = session.Statement("outbox-batch")
            .Bind("$first_id", batch.FirstId)
            .Bind("$last_id", batch.LastId)
            .Bind("$shape", batch.Shape);
        var content = new BatchContent();
        try
        {
            while (rows.Step())
            {
                var bytes = rows.Blob(3);
                if (XxHash3.HashToUInt64(bytes) == unchecked((ulong)rows.Int64(2)))
                {
                    content.Add(rows.Int32(1), bytes);
                }
                else
                {
                    content.AddDamaged(rows.Int64(0), rows.Int32(1), bytes);
                }
            }

            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    public DateTimeOffset? ReadOldest()
    {
        using var session = file.OpenReader();
        return session.Statement("outbox-oldest").Scalar() is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    public (IReadOnlyList<QuarantinedRows> Newest, long SetAside, long? Lost) ReadQuarantine()
    {
        using var session = file.OpenReader();
        var newest = QuarantineLog.ReadNewest(session);
        var totals = session.Statement("quarantine-totals");
        totals.Step();
        return (newest, totals.Int64(0), totals.IsNull(1) ? null : totals.Int64(1));
    }
}
