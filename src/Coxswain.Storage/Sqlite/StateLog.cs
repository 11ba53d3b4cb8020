using System.Buffers.Binary;

namespace Coxswain.Storage.Sqlite;

/// <summary>
/// The write-ahead log as SQLite's file format describes it. SQLite reads a log up to the first page whose checksum is wrong and takes what follows for leftovers,
/// without a word: a damaged byte would cost every row acknowledged since. Each page can be checked by the checksum stored before it, so that those after the
/// damage are known to be whole.
/// </summary>
/// <param name="Bytes">The whole file.</param>
/// <param name="IsHeaderSound">Without a sound one SQLite takes nothing of the log.</param>
/// <param name="Replayed">Pages SQLite replays: those before the first damage.</param>
/// <param name="Sound">Numbers of all whole pages of this log's generation, in their order.</param>
internal sealed record StateLog(byte[] Bytes, bool IsHeaderSound, int Replayed, IReadOnlyList<int> Sound)
{
    public const int HeaderBytes = 32;
    public const int PageBytes = 16384;
    public const int FrameBytes = 24 + PageBytes;

    private const uint LittleEndianMagic = 0x377f0682;
    private const uint Version = 3007000;
    private const int SaltsAt = 16;
    private const int SumAt = 24;
    private const int FrameSaltsAt = 8;
    private const int FrameSumAt = 16;

    public int Pages => Math.Max(0, (Bytes.Length - HeaderBytes) / FrameBytes);

    public ReadOnlySpan<byte> Salts => Bytes.AsSpan(SaltsAt, 8);

    /// <param name="salts">Of the generation, where it is known from elsewhere; otherwise the header's, or the first page's when the header is damaged.</param>
    public static StateLog Read(string path, ReadOnlySpan<byte> salts)
    {
        var bytes = File.Exists(path) ? ReadShared(path) : [];
        if (bytes.Length < HeaderBytes + FrameBytes)
        {
            return new StateLog(bytes, IsHeaderSound: false, 0, []);
        }

        var isHeaderSound = BinaryPrimitives.ReadUInt32BigEndian(bytes) is LittleEndianMagic or (LittleEndianMagic | 1)
            && Matches(Sum(bytes.AsSpan(0, SumAt), default, IsBigEndian(bytes)), bytes.AsSpan(SumAt, 8));
        var known = salts.Length > 0 ? salts : isHeaderSound ? bytes.AsSpan(SaltsAt, 8) : Frame(bytes, 0).Slice(FrameSaltsAt, 8);
        var sound = new List<int>();
        var replayed = 0;
        for (var i = 0; HeaderBytes + ((i + 1) * (long)FrameBytes) <= bytes.Length; i++)
        {
            if (Frame(bytes, i).Slice(FrameSaltsAt, 8).SequenceEqual(known) && IsSound(bytes, i))
            {
                sound.Add(i);
                replayed += isHeaderSound && replayed == i ? 1 : 0;
            }
        }

        return new StateLog(bytes, isHeaderSound, replayed, sound);
    }

    /// <summary>The same log of its whole pages only, with sums that follow from each other again.</summary>
    public byte[] Repaired()
    {
        using var log = new MemoryStream();
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteUInt32BigEndian(header, LittleEndianMagic);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], Version);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], PageBytes);
        Frame(Bytes, Sound[0]).Slice(FrameSaltsAt, 8).CopyTo(header[SaltsAt..]);
        var sum = Sum(header[..SumAt], default, bigEndian: false);
        Write(sum, header[SumAt..]);
        log.Write(header);
        foreach (var page in Sound)
        {
            var frame = Frame(Bytes, page).ToArray();
            sum = FrameSum(frame, sum, bigEndian: false);
            Write(sum, frame.AsSpan(FrameSumAt, 8));
            log.Write(frame);
        }

        return log.ToArray();
    }

    private static bool IsSound(byte[] log, int page)
    {
        var frame = Frame(log, page);
        var before = page == 0 ? log.AsSpan(SumAt, 8) : Frame(log, page - 1).Slice(FrameSumAt, 8);
        return BinaryPrimitives.ReadUInt32BigEndian(frame) != 0 && Matches(FrameSum(frame, Stored(before), IsBigEndian(log)), frame.Slice(FrameSumAt, 8));
    }

    private static Span<byte> Frame(byte[] log, int page) => log.AsSpan(HeaderBytes + (page * FrameBytes), FrameBytes);

    // The magic number's last bit, which a damaged header may have wrong: this build runs where it is little-endian.
    private static bool IsBigEndian(byte[] log) => BinaryPrimitives.ReadUInt32BigEndian(log) == (LittleEndianMagic | 1);

    private static (uint First, uint Second) FrameSum(ReadOnlySpan<byte> frame, (uint First, uint Second) before, bool bigEndian) =>
        Sum(frame[24..], Sum(frame[..8], before, bigEndian), bigEndian);

    private static (uint First, uint Second) Sum(ReadOnlySpan<byte> bytes, (uint First, uint Second) before, bool bigEndian)
    {
        var (first, second) = before;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var (left, right) = bigEndian
                ? (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]))
                : (BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
            unchecked
            {
                first += left + second;
                second += right + first;
            }
        }

        return (first, second);
    }

    private static (uint First, uint Second) Stored(ReadOnlySpan<byte> sum) => (BinaryPrimitives.ReadUInt32BigEndian(sum), BinaryPrimitives.ReadUInt32BigEndian(sum[4..]));

    private static bool Matches((uint First, uint Second) sum, ReadOnlySpan<byte> stored) => Stored(stored) == sum;

    private static void Write((uint First, uint Second) sum, Span<byte> to)
    {
        BinaryPrimitives.WriteUInt32BigEndian(to, sum.First);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], sum.Second);
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
