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
