using System.Buffers.Binary;

namespace Coxswain.Storage.Sqlite;

/// <summary>
/// The head of <c>state.db-shm</c>: how much of the write-ahead log was committed. It is written after the log's own fsync, so it never promises more than the
/// log has, and a process that is killed leaves it; one that ends in order takes it away.
/// </summary>
/// <param name="Salts">Of the log's generation.</param>
/// <param name="Committed">Pages of committed transactions.</param>
/// <param name="WrittenBack">Of those, pages that the file has too.</param>
internal sealed record StateLogIndex(byte[] Salts, int Committed, int WrittenBack)
{
    private const int HeadBytes = 48;
    private const int IsWrittenAt = 12;
    private const int CommittedAt = 16;
    private const int SaltsAt = 32;
    private const int WrittenBackAt = 2 * HeadBytes;

    /// <returns><see langword="null"/> when there is none, or none that says the same twice, as a sound one does.</returns>
    public static StateLogIndex? Read(string path)
    {
        Span<byte> head = stackalloc byte[WrittenBackAt + 4];
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.ReadExactly(head);
        }
        catch (IOException)
        {
            return null;
        }

        if (head[IsWrittenAt] != 1 || !head[..HeadBytes].SequenceEqual(head[HeadBytes..WrittenBackAt]))
        {
            return null;
        }

        var committed = BinaryPrimitives.ReadUInt32LittleEndian(head[CommittedAt..]);
        var back = BinaryPrimitives.ReadUInt32LittleEndian(head[WrittenBackAt..]);
        return committed > int.MaxValue || back > committed ? null : new StateLogIndex(head.Slice(SaltsAt, 8).ToArray(), (int)committed, (int)back);
    }
}
