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
    public static bool IsOwner(DataFolder folder, int pid, int? lockOwner) => pid == lockOwner && (OperatingSystem.IsLinux() ? HasOpen(pid, folder.LockFile) : IsCox(pid));

    /// <summary>SIGTERM: the daemon takes in what it acknowledged and ends.</summary>
    public static async Task TerminateAsync(int pid, CancellationToken cancellationToken)
    {
        using var shell = Process.Start("/bin/sh", ["-c", "kill -TERM \"$1\"", "sh", pid.ToString(CultureInfo.InvariantCulture)]);
        await shell.WaitForExitAsync(cancellationToken);
    }

    private static bool HasOpen(int pid, string path)
    {
        try
        {
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
