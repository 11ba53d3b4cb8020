using System.Text.Json;
using Coxswain.Core.Kernel;

namespace Coxswain.Gateway.Journal;

/// <summary>One file of the journal: a line of JSON that says what it is, then the request's body, byte for byte. Only its owner may read it.</summary>
public static class JournalFile
{
    public const string Ending = ".request";

    /// <summary>While it is written.</summary>
    public const string Unfinished = Ending + New;
    private const string New = ".new";

    private const int LongestHead = 64 * 1024;

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task WriteAsync(string path, JournalEntry entry, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var unfinished = path + New;
        File.Delete(unfinished);
        try
        {
            await using (var file = new FileStream(unfinished, PrivateFile.Options(FileMode.CreateNew, FileShare.None)))
            {
                await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(entry, JsonSerializerOptions.Web), cancellationToken);
                await file.WriteAsync("\n"u8.ToArray(), cancellationToken);
                await file.WriteAsync(body, cancellationToken);
            }

            File.Move(unfinished, path);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <returns><see langword="null"/> when the file is gone or no journal file.</returns>
    public static JournalEntry? ReadEntry(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var head = new byte[(int)Math.Min(LongestHead, file.Length)];
            var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            var end = head.AsSpan(0, read).IndexOf((byte)'\n');
            return end < 0 ? null : JsonSerializer.Deserialize<JournalEntry>(head.AsSpan(0, end), JsonSerializerOptions.Web);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The file is gone, or was cut.</exception>
    public static async Task<byte[]> ReadBodyAsync(string path, JournalEntry entry, CancellationToken cancellationToken)
    {
        var all = await File.ReadAllBytesAsync(path, cancellationToken);
        var start = Array.IndexOf(all, (byte)'\n') + 1;
        return start > 0 && all.Length - start == entry.BodyBytes ? all[start..] : throw new IOException($"{path} does not hold the {entry.BodyBytes} bytes it says.");
    }
}
