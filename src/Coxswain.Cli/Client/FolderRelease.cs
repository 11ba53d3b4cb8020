using System.Globalization;
using Coxswain.Cli.Commands;
using Coxswain.Cli.Output;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Client;

/// <summary>Waits until the process that holds a data folder lets go of it.</summary>
internal static class FolderRelease
{
    /// <summary>So long nothing is said: most daemons stop sooner.</summary>
    public static readonly TimeSpan QuietWait = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <param name="otherwise">What to say when it does not stop in time.</param>
    /// <exception cref="CommandException">It did not.</exception>
    public static async Task WaitAsync(DataFolder folder, int pid, TimeSpan patience, string otherwise, CommandOutput output, TimeProvider clock, CancellationToken cancellationToken)
    {
        // The daemon lets go of the folder's lock last, so a free lock means that everything is written and closed.
        var start = clock.GetTimestamp();
        var end = clock.GetUtcNow() + patience;
        using var late = new LateNote(output, clock, QuietWait, string.Create(CultureInfo.InvariantCulture, $"Waiting for process {pid} to stop, until {end:HH:mm:ss} UTC at the latest.")).Watch();
        while (true)
        {
            try
            {
                FolderLock.Take(folder).Dispose();
                return;
            }
            catch (FolderLockedException problem) when (clock.GetElapsedTime(start) > patience)
            {
                throw new CommandException(ExitCode.Failed, $"{problem.Message} {otherwise}", problem);
            }
            catch (FolderLockedException)
            {
                await Task.Delay(Poll, clock, cancellationToken);
            }
        }
    }

    /// <summary>Why nobody answers for a folder: a process holds it and is silent, or there is no daemon.</summary>
    public static CommandException NoAnswer(DataFolder folder)
    {
        try
        {
            if (File.Exists(folder.LockFile))
            {
                FolderLock.Take(folder).Dispose();
            }
        }
        catch (FolderLockedException problem)
        {
            return Silent(problem);
        }
        catch (FolderUnusableException)
        {
            // Nor can a daemon use it: there is none.
        }

        return new CommandException(ExitCode.Unreachable, $"No daemon answers for {folder.Root}. Start it with: cox up");
    }

    public static CommandException Silent(FolderLockedException problem) => new(ExitCode.Unreachable, $"{problem.Message} It does not answer.", problem);
}
