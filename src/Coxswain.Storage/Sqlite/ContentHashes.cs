using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Coxswain.Storage.Sqlite;

/// <summary>
/// Request bodies committed lately, in memory; each commit's hashes are one row on disk. A table of single hashes would touch a random page
/// per request. Used by the writer thread only.
/// </summary>
internal sealed class ContentHashes(TimeSpan window, int limit)
{
    public const int HashBytes = 16;

    private readonly HashSet<UInt128> _known = [];
    private readonly Queue<Group> _groups = [];

    public bool Contains(UInt128 hash) => _known.Contains(hash);

    public void Add(long groupId, long committedMs, IReadOnlyList<UInt128> hashes)
    {
        foreach (var hash in hashes)
        {
            _known.Add(hash);
        }

        _groups.Enqueue(new Group(groupId, committedMs, [.. hashes]));
    }

    /// <summary>Forgets what is too old or too much; returns the last group's id to delete on disk.</summary>
    public long? Prune(long nowMs)
    {
        long? last = null;
        while (_groups.TryPeek(out var group)
            && (_known.Count > limit || nowMs - group.CommittedMs > (long)window.TotalMilliseconds))
        {
            foreach (var hash in group.Hashes)
            {
                _known.Remove(hash);
            }

            last = group.Id;
            _groups.Dequeue();
        }

        return last;
    }

    public static byte[] Pack(IReadOnlyList<UInt128> hashes)
    {
        var packed = new byte[hashes.Count * HashBytes];
        for (var i = 0; i < hashes.Count; i++)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(packed.AsSpan(i * HashBytes), hashes[i]);
        }

        return packed;
    }

    public static UInt128[] Unpack(ReadOnlySpan<byte> packed)
    {
        var hashes = new UInt128[packed.Length / HashBytes];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = BinaryPrimitives.ReadUInt128LittleEndian(packed[(i * HashBytes)..]);
        }

        return hashes;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Group(long Id, long CommittedMs, UInt128[] Hashes);
}
