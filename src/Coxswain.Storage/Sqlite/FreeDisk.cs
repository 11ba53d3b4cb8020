using Coxswain.Core.Kernel;

namespace Coxswain.Storage.Sqlite;

/// <summary>Room left on the data folder's disk.</summary>
internal sealed class FreeDisk(DataFolder folder)
{
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
