using System.CommandLine;
using System.Diagnostics;
using Coxswain.Cli.Client;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;
using Coxswain.Server.Security;

namespace Coxswain.Cli.Commands.Daemon;

/// <summary><c>cox up --detach</c>: starts the same command in a session of its own and waits until it answers or has failed.</summary>
internal static class DetachedStart
{
    // A session of its own (setsid, where the system has it) survives the terminal; without it, ignoring HUP does.
    private const string Script = "log=$1; shift; trap '' HUP; if command -v setsid >/dev/null 2>&1; then exec setsid \"$@\" </dev/null >>\"$log\" 2>&1; else exec \"$@\" </dev/null >>\"$log\" 2>&1; fi";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public static Option<bool> Option { get; } = new("--detach") { Description = "Return once the daemon answers and leave it running" };

    public static async Task<ExitCode> RunAsync(CommandContext context, CoxswainSettings settings, CancellationToken cancellationToken)
    {
        if (await CoxConnection.FindDaemonAsync(settings.Folder, cancellationToken) is { } existing)
        {
            await existing.DisposeAsync();
            throw new CommandException(ExitCode.Failed, $"The data folder {settings.Folder.Root} is in use by process {DaemonRecord.Find(settings.Folder)?.Pid}.");
        }

        // Taken and let go here first: whatever keeps the folder from being used is told by this process, not in a log that could not be written.
        FolderLock.Take(settings.Folder).Dispose();
        OwnerOnlyFolder.Create(settings.Folder.LogFolder);
        var log = Path.Combine(settings.Folder.LogFolder, "daemon.log");
        var offset = File.Exists(log) ? new FileInfo(log).Length : 0;
        using var process = Start(context, log);
        while (!process.HasExited)
        {
            if (DaemonRecord.Find(settings.Folder) is { } record && record.Pid == process.Id)
            {
                UpReport.Write(context.Output, record, settings);
                context.Output.Say($"Log: {log}. Stop it with: cox down");
                return ExitCode.Ok;
            }

            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        }

        var said = Tail(log, offset);
        throw new CommandException(
            process.ExitCode == (int)ExitCode.Usage ? ExitCode.Usage : ExitCode.Failed,
            said.Length > 0 ? $"The daemon did not start: {said}" : $"The daemon did not start; it ended with code {process.ExitCode} and said nothing. Try cox up without --detach. Log: {log}");
    }

    private static Process Start(CommandContext context, string log)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        start.ArgumentList.Add("cox");
        start.ArgumentList.Add(log);
        start.ArgumentList.Add(Environment.ProcessPath ?? throw new CommandException(ExitCode.Failed, "This program's own path is unknown; start `cox up` without --detach."));
        foreach (var word in context.Line.Tokens.Select(token => token.Value).Where(word => word != Option.Name))
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start) ?? throw new CommandException(ExitCode.Failed, "/bin/sh could not be started.");
    }

    private static string Tail(string log, long offset)
    {
        using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = Math.Max(offset, stream.Length - 4096);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }
}
