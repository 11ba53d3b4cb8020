using System.Buffers.Binary;

namespace Coxswain.Storage.Sqlite;

/// <summary>
/// Replaces a state file's unreadable first page by that of an empty state file. The schema lives there, and with auto-vacuum every table's root
/// page has the same number in every file of one schema version. The damaged page is kept beside the file.
/// </summary>
internal static class FirstPageRepair
{
    private const int PageBytes = 16384;
    private const int PageCountAt = 28;
    private const int FreeListAt = 32;
    private const int FreeListCountAt = 36;

    /// <summary><see langword="false"/> when the file is too short to hold anything.</summary>
    public static bool Apply(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: >= 3 * PageBytes } file)
        {
            return false;
        }

        var page = ReadTemplate(path + ".template");
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(PageCountAt), (uint)(file.Length / PageBytes));
        // Readers ignore the list of free pages; an empty one is always consistent.
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(FreeListAt), 0);
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(FreeListCountAt), 0);

        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var original = new byte[PageBytes];
        stream.ReadExactly(original);
        File.WriteAllBytes(path + ".page1", original);
        stream.Position = 0;
        stream.Write(page);
        stream.Flush(flushToDisk: true);
        return true;
    }

    private static byte[] ReadTemplate(string path)
    {
        using (var empty = StateSession.OpenWriter(path))
        {
            StateMigrations.Apply(empty, path);
            empty.Run("checkpoint");
        }

        var page = new byte[PageBytes];
        using (var stream = File.OpenRead(path))
        {
            stream.ReadExactly(page);
        }

        File.Delete(path);
        return page;
    }
}
