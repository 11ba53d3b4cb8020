using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Commands.Daemon;

internal static class StatusCommand
{
    public static Command Create()
        => new CoxCommand("status", "Shows whether the daemon is up and where it listens", "cox status", "cox status --json").Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.Settings.Folder;
        await using var client = await CoxConnection.FindDaemonAsync(folder, cancellationToken);
        if (client is null || DaemonRecord.Read(folder) is not { } record)
        {
            throw new CommandException(ExitCode.Unreachable, $"No daemon answers for {folder.Root}. Start it with: cox up");
        }

        UpReport.Write(context.Output, record, context.Settings);
        return ExitCode.Ok;
    }
}
