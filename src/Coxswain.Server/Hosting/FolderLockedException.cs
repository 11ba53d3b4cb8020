using Coxswain.Core.Kernel;

namespace Coxswain.Server.Hosting;

/// <summary>Another process owns the data folder.</summary>
public sealed class FolderLockedException : Exception
{
    public FolderLockedException()
    {
    }

    public FolderLockedException(string message)
        : base(message)
    {
    }

    public FolderLockedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal FolderLockedException(DataFolder folder, int? pid, Exception inner)
        : base($"The data folder {folder.Root} is in use by {(pid is null ? "another process" : $"process {pid}")}.", inner)
        => Pid = pid;

    /// <summary><see langword="null"/> when the owner has not written its number yet.</summary>
    public int? Pid { get; }
}
