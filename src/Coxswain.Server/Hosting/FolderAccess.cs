using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Server.Security;
using Microsoft.Data.Sqlite;

namespace Coxswain.Server.Hosting;

/// <summary>Whether the data folder can be written at all, found out before anything relies on it, and told with the true reason.</summary>
internal static class FolderAccess
{
    // As much as the first files of a start need; a disk with less room than this is full for us.
    private const int ProbeBytes = 256 * 1024;
    private const int PermissionDenied = 13;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    private const string Choose = "or choose another folder with --data or server.dataFolder";

    /// <summary>Creates the folder and writes a file in it that goes away again.</summary>
    /// <exception cref="FolderUnusableException">It cannot be written.</exception>
    public static void Require(DataFolder folder)
    {
        try
        {
            OwnerOnlyFolder.Create(folder.Root);
            var probe = Path.Combine(folder.Root, $".write-test-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
            try
            {
                File.WriteAllBytes(probe, new byte[ProbeBytes]);
            }
            finally
            {
                File.Delete(probe);
            }
        }
        catch (Exception problem) when (ExplainOwn(folder, problem) is { } told)
        {
            throw told;
        }
    }

    /// <summary>For what was done in the folder and nowhere else: there every failure of the file system is the folder's.</summary>
    public static FolderUnusableException? ExplainOwn(DataFolder folder, Exception problem) => Explain(folder, problem)
        ?? (problem is IOException ? Told($"The data folder {folder.Root} cannot be used: {problem.Message.TrimEnd('.')}. Mend that, {Choose}.", problem) : null);

    /// <summary>For what may have failed elsewhere too, a port or the network.</summary>
    /// <returns><see langword="null"/> when the kind of failure does not point to the folder.</returns>
    public static FolderUnusableException? Explain(DataFolder folder, Exception problem) => problem switch
    {
        FolderUnusableException told => told,
        IOException or UnauthorizedAccessException or SqliteException when FolderInTheWay(folder) is { } found => Told(
            $"{found} is a folder, where a file must be. Move it away, {Choose}.", problem),
        UnauthorizedAccessException => Told(Denied(folder, problem.Message), problem),
        IOException io when FileInTheWay(folder.Root) is { } file => Told(
            $"The data folder cannot be {folder.Root}: {file} is a file. Move that file away, {Choose}.", io),
        IOException { HResult: ReadOnlyFileSystem } => Told(ReadOnly(folder), problem),
        IOException { HResult: NoSpace or QuotaExceeded } => Told(Full(folder), problem),
        IOException { HResult: PermissionDenied } => Told(Denied(folder, problem.Message), problem),
        SqliteException { SqliteErrorCode: 13 } => Told(Full(folder), problem),
        SqliteException { SqliteErrorCode: 8 } => Told($"{folder.StateFile} cannot be written: it, or its file system, is read-only. Make it writable for your user, {Choose}.", problem),
        SqliteException { SqliteErrorCode: 14 } => Told($"{folder.StateFile} cannot be opened: make it a file your user may read and write, or move it away, {Choose}.", problem),
        SqliteException { SqliteErrorCode: 10 } => Told($"{folder.StateFile} cannot be read or written: {problem.Message}. Check the disk, {Choose}.", problem),
        FileNotFoundException or DirectoryNotFoundException => Told($"The data folder {folder.Root} cannot be made: nothing can be created at that place. Make it yourself, {Choose}.", problem),
        _ => null,
    };

    private static string ReadOnly(DataFolder folder) => $"The data folder {folder.Root} is on a file system that is mounted read-only: mount it writable, {Choose}.";

    private static string Denied(DataFolder folder, string said)
        => $"The data folder {folder.Root} may not be written by user {Environment.UserName} ({said.TrimEnd('.')}): change its owner or mode (chown, chmod u+rwx), {Choose}.";

    private static string Full(DataFolder folder) => string.Create(
        CultureInfo.InvariantCulture, $"The disk that holds the data folder {folder.Root} is full{Room(folder)}: make room, {Choose}.");

    private static string Room(DataFolder folder)
    {
        try
        {
            return string.Create(CultureInfo.InvariantCulture, $" ({new DriveInfo(folder.Root).AvailableFreeSpace:N0} bytes are free)");
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string? FolderInTheWay(DataFolder folder)
        => Array.Find([folder.StateFile, folder.LockFile, folder.TokenFile, folder.DaemonFile], Directory.Exists);

    private static string? FileInTheWay(string path)
    {
        for (var place = path; place is not null; place = Path.GetDirectoryName(place))
        {
            if (File.Exists(place))
            {
                return place;
            }

            if (Directory.Exists(place))
            {
                return null;
            }
        }

        return null;
    }

    private static FolderUnusableException Told(string message, Exception problem) => new(message, problem);
}
