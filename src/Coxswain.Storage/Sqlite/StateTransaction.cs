using System.IO.Hashing;
using Coxswain.Core.Sessions;

namespace Coxswain.Storage.Sqlite;

/// <summary>
/// What a <see cref="StateWork"/> may do inside one transaction. Totals and hashes become visible to others only in <see cref="Publish"/>, after the commit.
/// Used by the writer thread only.
/// </summary>
internal sealed class StateTransaction(
    StateSession session, OutboxOptions options, OutboxCounters counters, ContentHashes known, RowCombiner combiner, long nowMs, long freeDiskBytes)
{
    private readonly OutboxTotals _before = counters.Read();
    private readonly List<UInt128> _hashes = [];
    private readonly HashSet<UInt128> _hashSet = [];
    private long _hashGroup;
    private long _addedRows;
    private long _addedBytes;
    private long _removedRows;
    private long _removedBytes;
    private long _sealedRows;
    private long _sealedBytes;
    private long _lastId;
    private bool _refused;

    public StateSession Session => session;

    public long NowMs => nowMs;

    public bool AddedRows => _addedRows > 0;

    /// <summary>Rows were turned away for want of room.</summary>
    public bool Refused => _refused;

    public bool Knows(UInt128 hash) => known.Contains(hash) || _hashSet.Contains(hash);

    public bool HasRoomFor(long bytes)
    {
        var added = _addedBytes + bytes;
        var fits = _before.PendingBytes + added - _removedBytes <= options.MaxBytes
            && freeDiskBytes - (2 * added) >= options.FreeDiskReserveBytes;
        _refused |= !fits;
        return fits;
    }

    public void Append(RowBlock block)
    {
        combiner.Add(block, Insert);
        _addedRows += block.Rows;
        _addedBytes += block.Bytes.Length;
    }

    public void Remember(UInt128 hash)
    {
        _hashes.Add(hash);
        _hashSet.Add(hash);
    }

    public void Save(TranscriptCursor cursor) => session.Statement("cursor-save")
        .Bind("$path", cursor.Path)
        .Bind("$offset_bytes", cursor.OffsetBytes)
        .Bind("$head_hash", unchecked((long)cursor.HeadHash))
        .Bind("$state", cursor.State)
        .Run();

    /// <summary>Writes combined rows out, so that statements that follow see them.</summary>
    public void FlushRows() => combiner.Flush(Insert);

    public void Removed(long rows, long bytes)
    {
        _removedRows += rows;
        _removedBytes += bytes;
    }

    public void Sealed(long rows, long bytes)
    {
        _sealedRows += rows;
        _sealedBytes += bytes;
    }

    /// <summary>The last writes of the transaction.</summary>
    public void Finish()
    {
        FlushRows();
        if (_hashes.Count > 0)
        {
            _hashGroup = session.Statement("hashes-insert")
                .Bind("$committed_ms", nowMs)
                .Bind("$hashes", ContentHashes.Pack(_hashes))
                .Scalar() ?? 0;
        }
    }

    /// <summary>Makes the committed changes visible; must not throw.</summary>
    public void Publish()
    {
        if (_hashes.Count > 0)
        {
            known.Add(_hashGroup, nowMs, _hashes);
        }

        counters.Change(totals => totals with
        {
            PendingRows = totals.PendingRows + _addedRows - _removedRows,
            PendingBytes = totals.PendingBytes + _addedBytes - _removedBytes,
            UnsealedRows = totals.UnsealedRows + _addedRows - _sealedRows,
            UnsealedBytes = totals.UnsealedBytes + _addedBytes - _sealedBytes,
            LastId = Math.Max(totals.LastId, _lastId),
            IsFull = _refused || (totals.IsFull && _addedRows == 0),
        });
    }

    private void Insert(string shape, int rows, ReadOnlySpan<byte> bytes)
    {
        session.Statement("outbox-insert")
            .Bind("$shape", shape)
            .Bind("$row_count", rows)
            .Bind("$byte_count", bytes.Length)
            .Bind("$checksum", unchecked((long)XxHash3.HashToUInt64(bytes)))
            .Bind("$committed_ms", nowMs)
            .Bind("$rows", bytes)
            .Run();
        _lastId = session.LastInsertedId;
    }
}
