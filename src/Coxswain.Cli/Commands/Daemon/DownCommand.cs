using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Commands.Daemon;

/// <summary><c>cox down</c>: asks by the API; a daemon whose API does not answer is asked by signal, once it is sure that it is the folder's.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan SignalPatience = TimeSpan.FromMinutes(1);

    public static Command Create()
        => new CoxCommand("down", "Stops the daemon of this data folder", "cox down").Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.LoadUsable().Folder;
        var record = DaemonRecord.Find(folder);
        if (record is not null && await AskAsync(context, record.Pid, cancellationToken))
        {
            await FolderRelease.WaitAsync(folder, record.Pid, Patience, "It did not stop in time.", context.Output, TimeProvider.System, cancellationToken);
            context.Output.Say($"Stopped process {record.Pid}, asked by its API.");
            return ExitCode.Ok;
        }

        var pid = FindOwner(folder, record);
        await DaemonProcess.TerminateAsync(pid, cancellationToken);
        await FolderRelease.WaitAsync(folder, pid, SignalPatience, $"It does not react to SIGTERM either. `kill -9 {pid}` ends it; what it acknowledged is safe.", context.Output, TimeProvider.System, cancellationToken);
        context.Output.Say($"Stopped process {pid} by SIGTERM: its API did not answer.");
        return ExitCode.Ok;
    }

    /// <returns>False when the API does not answer.</returns>
    private static async Task<bool> AskAsync(CommandContext context, int pid, CancellationToken cancellationToken)
    {
        using var late = new LateNote(context.Output, TimeProvider.System, FolderRelease.QuietWait, $"Waiting for process {pid} to answer…").Watch();
        await using var client = await CoxConnection.FindDaemonAsync(context.Settings.Folder, cancellationToken);
        if (client is null)
        {
            return false;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AnswerPatience);
        try
        {
            using var answer = await client.SendAsync(HttpMethod.Post, "/api/daemon/stop", null, patience.Token);
            return true;
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <exception cref="CommandException">There is no daemon, or it cannot be told for sure which process it is.</exception>
    private static int FindOwner(DataFolder folder, DaemonRecord? record)
    {
        try
        {
            FolderLock.Take(folder).Dispose();
        }
        catch (FolderLockedException problem)
        {
            return record is not null && DaemonProcess.IsOwner(folder, record.Pid, problem.Pid)
                ? record.Pid
                : throw new CommandException(ExitCode.Unreachable, $"{problem.Message} It does not answer, and it is not surely this folder's daemon: nothing was stopped.", problem);
        }

        throw new CommandException(ExitCode.Unreachable, $"No daemon runs for {folder.Root}.");
    }
}
