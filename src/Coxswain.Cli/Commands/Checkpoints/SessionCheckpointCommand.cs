using System.CommandLine;
using Coxswain.Cli.Commands.Setup;
using Coxswain.Server.Checkpoints;

namespace Coxswain.Cli.Commands.Checkpoints;

/// <summary><c>cox session-checkpoint</c>: switches checkpoints on and off, lists, shows and restores them.</summary>
internal static class SessionCheckpointCommand
{
    private static readonly Option<bool> Enable = new("--enable") { Description = "Make a checkpoint at each prompt and stop, by hooks in Claude Code's user settings" };
    private static readonly Option<bool> Disable = new("--disable") { Description = "Undo that; the checkpoints there are stay" };
    private static readonly Option<bool> AutoRecovery = new("--auto-recovery") { Description = "With --enable: the daemon resumes sessions that die of a failure of the API" };
    private static readonly Option<string?> Session = new("--session") { Description = "Only of this session; the start of its id will do", HelpName = "id" };
    private static readonly Argument<string> Id = new("id") { Description = "As list prints it: session/number; the start of the session's id will do" };

    public static Command Create()
    {
        var command = new CoxCommand(
            "session-checkpoint",
            "Keeps where sessions stood: transcript position, files, things to do",
            "cox session-checkpoint --enable",
            "cox session-checkpoint --enable --auto-recovery",
            "cox session-checkpoint list",
            "cox session-checkpoint --disable")
        {
            Enable, Disable, AutoRecovery, SetupOptions.ClaudeFolder, SetupOptions.Yes, SetupOptions.DryRun,
            new CoxCommand("list", "Lists checkpoints, the newest first, and sessions that failed", "cox session-checkpoint list", "cox session-checkpoint list --session 2d1add8a --json") { Session }.Runs(ListAsync),
            new CoxCommand("show", "Shows one checkpoint", "cox session-checkpoint show 2d1add8a/3") { Id }.Runs(ShowAsync),
            new CoxCommand("restore", "Brings the files of a checkpoint back; what is there is saved first", "cox session-checkpoint restore 2d1add8a/3 --dry-run", "cox session-checkpoint restore 2d1add8a/3") { Id, SetupOptions.DryRun }.Runs(RestoreAsync),
        };
        return command.Runs(RunAsync);
    }

    private static Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
        => (context.Get(Enable), context.Get(Disable), context.Get(AutoRecovery)) switch
        {
            (true, false, var auto) => Task.FromResult(CheckpointSwitch.Enable(context, auto)),
            (false, true, false) => Task.FromResult(CheckpointSwitch.Disable(context)),
            _ => throw new CommandException(ExitCode.Usage, "Say what to do: --enable (with or without --auto-recovery), --disable, or one of list, show, restore. Help: cox session-checkpoint --help"),
        };

    private static Task<ExitCode> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var list = CheckpointLists.Read(context, context.Get(Session));
        if (context.Output.Json)
        {
            context.Output.WriteJson(list);
        }
        else
        {
            CheckpointView.Write(list, context.Output);
        }

        return Task.FromResult(ExitCode.Ok);
    }

    private static Task<ExitCode> ShowAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var found = CheckpointChoice.Find(new CheckpointFolder(context.Settings.Folder), context.Get(Id) ?? "");
        if (context.Output.Json)
        {
            context.Output.WriteJson(CheckpointDetail.Of(found));
        }
        else
        {
            CheckpointView.Write(found, context.Output);
        }

        return Task.FromResult(ExitCode.Ok);
    }

    private static async Task<ExitCode> RestoreAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = new CheckpointFolder(context.Settings.Folder);
        var found = CheckpointChoice.Find(folder, context.Get(Id) ?? "");
        var report = await new CheckpointRestoring(folder, TimeProvider.System).RestoreAsync(found, context.Get(SetupOptions.DryRun), cancellationToken);
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            CheckpointView.Write(report, context.Output);
        }

        return report.Outcome == "refused" ? ExitCode.Failed : ExitCode.Ok;
    }
}
