using System.Diagnostics;
using System.Globalization;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Client;

/// <summary>The process that owns a data folder, reached past its API.</summary>
internal static class DaemonProcess
{
    /// <summary>Whether this process surely is the folder's daemon: it wrote the daemon file, took the folder's lock, and has it still.</summary>
    /// <param name="lockOwner">Who took the lock, see <see cref="FolderLockedException.Pid"/>.</param>
    public static bool IsOwner(DataFolder folder, int pid, int? lockOwner) => pid == lockOwner && (OperatingSystem.IsLinux() ? FolderLock.HasOpen(folder, pid) : IsCox(pid));

    /// <summary>SIGTERM: the daemon takes in what it acknowledged and ends.</summary>
    public static async Task TerminateAsync(int pid, CancellationToken cancellationToken)
    {
        using var shell = Process.Start("/bin/sh", ["-c", "kill -TERM \"$1\"", "sh", pid.ToString(CultureInfo.InvariantCulture)]);
        await shell.WaitForExitAsync(cancellationToken);
    }

    private static bool IsCox(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName == "cox";
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
