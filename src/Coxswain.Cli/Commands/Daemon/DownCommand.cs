using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Core.Kernel;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Commands.Daemon;

/// <summary><c>cox down</c>: asks by the API; a daemon whose API does not answer is asked by signal, once it is sure that it is the folder's.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan SignalPatience = TimeSpan.FromMinutes(1);

    public static Command Create()
        => new CoxCommand("down", "Stops the daemon of this data folder", "cox down").Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.Settings.Folder;
        var record = DaemonRecord.Read(folder);
        if (record is not null && await AskAsync(folder, cancellationToken))
        {
            await WaitForReleaseAsync(folder, Patience, "It did not stop in time.", cancellationToken);
            context.Output.Say($"Stopped process {record.Pid}, asked by its API.");
            return ExitCode.Ok;
        }

        var pid = FindOwner(folder, record);
        await DaemonProcess.TerminateAsync(pid, cancellationToken);
        await WaitForReleaseAsync(folder, SignalPatience, $"It does not react to SIGTERM either. `kill -9 {pid}` ends it; what it acknowledged is safe.", cancellationToken);
        context.Output.Say($"Stopped process {pid} by SIGTERM: its API did not answer.");
        return ExitCode.Ok;
    }

    /// <returns>False when the API does not answer.</returns>
    private static async Task<bool> AskAsync(DataFolder folder, CancellationToken cancellationToken)
    {
        await using var client = await CoxConnection.FindDaemonAsync(folder, cancellationToken);
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

    // The daemon lets go of the folder's lock last, so a free lock means that everything is written and closed.
    private static async Task WaitForReleaseAsync(DataFolder folder, TimeSpan patience, string otherwise, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                FolderLock.Take(folder).Dispose();
                return;
            }
            catch (FolderLockedException problem) when (TimeProvider.System.GetElapsedTime(start) > patience)
            {
                throw new CommandException(ExitCode.Failed, $"{problem.Message} {otherwise}", problem);
            }
            catch (FolderLockedException)
            {
                await Task.Delay(Poll, TimeProvider.System, cancellationToken);
            }
        }
    }
}
