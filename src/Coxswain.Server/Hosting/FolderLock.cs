using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Server.Security;

namespace Coxswain.Server.Hosting;

/// <summary>The data folder's lock. The system releases it when the process ends, however it ends.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="FolderLockedException">Another process holds the folder.</exception>
    public static FolderLock Take(DataFolder folder)
    {
        OwnerOnlyFolder.Create(folder.Root);
        FileStream file;
        try
        {
            file = new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem) when (File.Exists(folder.LockFile))
        {
            throw new FolderLockedException(folder, ReadOwner(folder), problem);
        }

        File.WriteAllText(OwnerFile(folder), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new FolderLock(file);
    }

    public void Dispose() => _file.Dispose();

    // Beside the lock, because .NET refuses to read a file that another process has locked.
    private static string OwnerFile(DataFolder folder) => folder.LockFile + ".pid";

    private static int? ReadOwner(DataFolder folder)
    {
        try
        {
            return int.TryParse(File.ReadAllText(OwnerFile(folder)), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
