namespace Coxswain.Storage.Sqlite;

/// <summary>What the first bytes of a state file say of its pages. The same in every file we make, but SQLite would believe others.</summary>
internal static class StateHeader
{
    private const int PageSizeAt = 16;
    private const int WriteVersionAt = 18;
    private const int NewestWriteVersion = 2;
    private const int ReservedAt = 20;
    private const int Bytes = 24;

    /// <summary>Pages of 16 KiB with nothing reserved at their ends. Also true of a file too short to say.</summary>
    public static bool HasOurPages(string path)
        => Read(path) is not { } header
            || (header.AsSpan(PageSizeAt, 2).SequenceEqual<byte>([0x40, 0]) && header.AsSpan(ReservedAt).SequenceEqual<byte>([0, 64, 32, 32]));

    /// <summary>Said of files from a future SQLite, which we never write.</summary>
    public static bool ForbidsWriting(string path) => Read(path) is { } header && header[WriteVersionAt] > NewestWriteVersion;

    private static byte[]? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var header = new byte[Bytes];
            return file.ReadAtLeast(header, Bytes, throwOnEndOfStream: false) == Bytes ? header : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // SQLite meets the same, and says it better.
            return null;
        }
    }
}
