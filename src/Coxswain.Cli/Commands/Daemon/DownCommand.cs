using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Commands.Daemon;

internal static class DownCommand
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    public static Command Create()
        => new CoxCommand("down", "Stops the daemon of this data folder", "cox down").Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.Settings.Folder;
        var record = DaemonRecord.Read(folder);
        await using var client = await CoxConnection.FindDaemonAsync(folder, cancellationToken);
        if (client is null || record is null)
        {
            throw new CommandException(ExitCode.Unreachable, $"No daemon answers for {folder.Root}.");
        }

        using (await client.SendAsync(HttpMethod.Post, "/api/daemon/stop", null, cancellationToken))
        {
            await WaitForReleaseAsync(folder, cancellationToken);
        }

        context.Output.Say($"Stopped process {record.Pid}.");
        return ExitCode.Ok;
    }

    // The daemon lets go of the folder's lock last, so a free lock means that everything is written and closed.
    private static async Task WaitForReleaseAsync(DataFolder folder, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                FolderLock.Take(folder).Dispose();
                return;
            }
            catch (FolderLockedException problem) when (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new CommandException(ExitCode.Failed, $"{problem.Message} It did not stop in time.", problem);
            }
            catch (FolderLockedException)
            {
                await Task.Delay(Poll, TimeProvider.System, cancellationToken);
            }
        }
    }
}
