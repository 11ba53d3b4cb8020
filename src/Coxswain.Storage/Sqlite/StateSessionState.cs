using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Coxswain.Storage.Sqlite;

/// <summary>What the writer knows besides its connection: totals, remembered hashes, the outbox's identity. Rebuilt whenever the file is opened.</summary>
internal sealed class StateSessionState(OutboxOptions options, OutboxCounters counters, FreeDisk disk, TimeProvider clock)
{
    private const long ShrinkAbovePages = 4096;
    private const long FewPages = 64;
    private const long ShortDiskBytes = 1L << 20;
    private readonly RowCombiner _combiner = new(options.MaxRowBytes);
    private int _generation;
    private ContentHashes _hashes = new(options.ResendWindow, options.ResendCount);

    /// <summary>Part of every deduplication token; new with every new file, because ids start again there.</summary>
    public string OutboxId { get; private set; } = "";

    public int Generation => Volatile.Read(ref _generation);

    public bool IsDiskShort => RoomBytes < Math.Max(ShortDiskBytes, 2 * options.FreeDiskReserveBytes);

    /// <summary>Refusing for want of room while the log is long: writing it back makes room.</summary>
    public bool IsLogLong => disk.ReadLogBytes() > ShortDiskBytes;

    public StateSession Open(StateFile file)
    {
        try
        {
            return Load(file.Open());
        }
        catch (SqliteException damage) when (StateFailure.IsDamageAtOpening(damage, file.Path))
        {
            return Replace(file, damage.Message);
        }
    }

    public StateSession Replace(StateFile file, string reason) => Load(file.Recover(reason));

    public StateTransaction Begin(StateSession session)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (_hashes.Prune(now) is { } last)
        {
            session.Statement("hashes-prune").Bind("$id", last).Run();
        }

        return new StateTransaction(session, options, counters, _hashes, _combiner, now, RoomBytes);
    }

    /// <summary>Forgets the half-collected rows of a transaction that was rolled back.</summary>
    public void Discard() => _combiner.Clear();

    public void MarkFull() => counters.Change(static totals => totals with { IsFull = true });

    /// <summary>Free pages inside the file that are better given back to the disk; 0 when they may as well stay.</summary>
    public long PagesWorthFreeing(StateSession session)
    {
        if (counters.Read().PendingRows > 0)
        {
            return 0;
        }

        var pages = session.Statement("free-pages").Scalar() ?? 0;
        return pages > ShrinkAbovePages || (pages > FewPages && IsDiskShort) ? pages : 0;
    }

    // What the log holds is not yet in the file: that much room is spoken for, or forgetting rows would find none.
    private long RoomBytes => disk.ReadBytes() is var free && free == long.MaxValue ? free : free - disk.ReadLogBytes();

    private StateSession Load(StateSession session)
    {
        try
        {
            LoadHashes(session);
            LoadTotals(session);
            OutboxId = LoadId(session);
            Interlocked.Increment(ref _generation);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void LoadHashes(StateSession session)
    {
        _hashes = new ContentHashes(options.ResendWindow, options.ResendCount);
        var groups = session.Statement("hashes-load");
        while (groups.Step())
        {
            _hashes.Add(groups.Int64(0), groups.Int64(1), ContentHashes.Unpack(groups.Blob(2)));
        }
    }

    private void LoadTotals(StateSession session)
    {
        var all = session.Statement("outbox-totals");
        all.Step();
        var (rows, bytes, lastId) = (all.Int64(0), all.Int64(1), all.Int64(2));
        all.Reset();
        var unsealed = session.Statement("outbox-unsealed");
        long unsealedRows = 0, unsealedBytes = 0;
        while (unsealed.Step())
        {
            unsealedRows += unsealed.Int64(2);
            unsealedBytes += unsealed.Int64(3);
        }

        counters.Change(totals => totals with
        {
            PendingRows = rows,
            PendingBytes = bytes,
            UnsealedRows = unsealedRows,
            UnsealedBytes = unsealedBytes,
            LastId = Math.Max(lastId, 0),
        });
    }

    private static string LoadId(StateSession session)
    {
        var setting = session.Statement("setting-load").Bind("$name", "outbox_id");
        if (setting.Step())
        {
            var known = setting.Text(0);
            setting.Reset();
            return known;
        }

        var created = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..16];
        session.Statement("setting-save").Bind("$name", "outbox_id").Bind("$value", created).Run();
        return created;
    }
}
