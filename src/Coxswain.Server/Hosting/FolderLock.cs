using System.Globalization;
using Coxswain.Core.Kernel;

namespace Coxswain.Server.Hosting;

/// <summary>The data folder's lock. The system releases it when the process ends, however it ends.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="FolderLockedException">Another process holds the folder.</exception>
    /// <exception cref="FolderUnusableException">The folder cannot be written.</exception>
    public static FolderLock Take(DataFolder folder)
    {
        FolderAccess.Require(folder);
        FileStream? file = null;
        try
        {
            file = new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(OwnerFile(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(file);
        }
        catch (IOException problem) when (IsHeld(problem))
        {
            throw new FolderLockedException(folder, ReadOwner(folder), problem);
        }
        catch (Exception problem) when (FolderAccess.ExplainOwn(folder, problem) is { } told)
        {
            file?.Dispose();
            throw told;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// Whether this process took the lock and has it still. By its open files where they can be seen; a daemon in another container has another number here,
    /// and so its word for the number and a lock that is held must do.
    /// </summary>
    public static bool IsHeldBy(DataFolder folder, int pid) => ReadOwner(folder) == pid && (HasOpen(folder, pid) || IsHeld(folder));

    /// <summary>Whether the process has the lock's file open; false where the system does not show that.</summary>
    public static bool HasOpen(DataFolder folder, int pid)
    {
        try
        {
            var path = folder.LockFile;
            var real = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
            return Directory.EnumerateFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/fd"))
                .Any(link => new FileInfo(link).LinkTarget is { } target && Path.GetFileName(target) == Path.GetFileName(real) && IsSameFolder(target, real));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // The system shows paths without links; the folder may be configured with some. A file only this process could have made tells them alike.
    private static bool IsSameFolder(string target, string path) =>
        target == path || File.ReadAllText(target + ".pid") == File.ReadAllText(path + ".pid");

    // A shared lock, for a moment, on a file nobody holds.
    private static bool IsHeld(DataFolder folder)
    {
        try
        {
            using var file = new FileStream(folder.LockFile, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return problem is IOException held && IsHeld(held);
        }
    }

    // EAGAIN on Linux, EWOULDBLOCK on macOS, a sharing violation on Windows. Anything else is not another process.
    private static bool IsHeld(IOException problem) => problem.HResult is 11 or 35 or unchecked((int)0x80070020);

    // Beside the lock, because .NET refuses to read a file that another process has locked.
    private static string OwnerFile(DataFolder folder) => folder.LockFile + ".pid";

    private static int? ReadOwner(DataFolder folder)
    {
        try
        {
            return int.TryParse(File.ReadAllText(OwnerFile(folder)), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
