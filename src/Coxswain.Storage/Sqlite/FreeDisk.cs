using Coxswain.Core.Kernel;

namespace Coxswain.Storage.Sqlite;

/// <summary>Room left on the data folder's disk.</summary>
internal sealed class FreeDisk(DataFolder folder)
{
    /// <summary>Size of the write-ahead log: what it holds may need the same room again in the state file itself.</summary>
    public long ReadLogBytes() => new FileInfo(folder.StateFile + "-wal") is { Exists: true } log ? log.Length : 0;

    /// <summary>Bytes a normal user may still write; <see cref="long.MaxValue"/> when the system does not say, so that only a failing write counts.</summary>
    public long ReadBytes()
    {
        try
        {
            return new DriveInfo(folder.Root).AvailableFreeSpace;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
    }
}
