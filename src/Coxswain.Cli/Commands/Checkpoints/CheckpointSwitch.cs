using Coxswain.Cli.Commands.Setup;
using Coxswain.Cli.Output;
using Coxswain.Cli.Setup;
using Coxswain.Core.Recovery.Resuming;
using Coxswain.Server.Checkpoints;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Commands.Checkpoints;

/// <summary>Puts the hooks that make checkpoints into Claude Code's settings, in the way of <c>connect</c>, and takes them out again.</summary>
internal static class CheckpointSwitch
{
    /// <exception cref="CommandException">It cannot be done; nothing was changed.</exception>
    public static ExitCode Enable(CommandContext context, bool autoRecovery)
    {
        var (folder, environment) = (context.Settings.Folder, SettingsRequest.ProcessEnvironment());
        if (folder.IsDemo)
        {
            throw new CommandException(ExitCode.Failed, $"{folder.Root} holds made-up data (cox demo): no real session is kept in it. Leave out --config and --data.");
        }

        var client = autoRecovery ? ClientProgram.Find(environment) ?? throw new CommandException(ExitCode.NotFound, "There is no claude on PATH to resume sessions with. Put its folder on PATH.") : null;
        var file = ClaudeFolder.SettingsFile(context.Get(SetupOptions.ClaudeFolder), environment);
        var now = SettingsFile.Read(file);
        var known = ConnectionRecord.Read(folder, file, ConnectionRecord.Checkpoints);

        // Another set of hooks replaces ours: as if they had never been there.
        var before = now is null || known is null ? now : SettingsEditing.OrFail(file, () => known.Undo(now).Text);
        var command = CoxProgram.Line("hook --checkpoint", folder.Root, environment, Environment.ProcessPath);
        var edit = SettingsEditing.OrFail(file, () => ClaudeSettingsText.Set(before, HookSettings.ForCheckpoints(command, autoRecovery)));
        SettingsReport.WriteChanges(context.Output, file, edit, []);
        if (context.Get(SetupOptions.DryRun))
        {
            return ExitCode.Ok;
        }

        if (edit.Text != now && edit.Changes.Count > 0)
        {
            if (!context.Get(SetupOptions.Yes) && !Confirmation.Ask(context.Output, $"Write these {edit.Changes.Count} hooks to {file}?"))
            {
                context.Output.Say("Nothing was changed.");
                return ExitCode.Failed;
            }

            Write(context, file, before, edit);
        }

        new CheckpointFolder(folder).Set(client is null ? null : new AutoRecoverySwitch(client, TimeProvider.System.GetUtcNow()));
        SayEnabled(context, file, edit.Text, client);
        return ExitCode.Ok;
    }

    /// <inheritdoc cref="Enable"/>
    public static ExitCode Disable(CommandContext context)
    {
        var folder = context.Settings.Folder;
        var file = ClaudeFolder.SettingsFile(context.Get(SetupOptions.ClaudeFolder), SettingsRequest.ProcessEnvironment());
        var record = ConnectionRecord.Read(folder, file, ConnectionRecord.Checkpoints)
            ?? throw new CommandException(ExitCode.NotFound, $"{file} has no checkpoint hooks of this data folder ({folder.Root}).");
        if (SettingsFile.Read(file) is { } now)
        {
            var undo = SettingsEditing.OrFail(file, () => record.Undo(now));
            SettingsReport.WriteUndo(context.Output, file, undo, record.Edit.Changes);
            if (context.Get(SetupOptions.DryRun))
            {
                return ExitCode.Ok;
            }

            if (!context.Get(SetupOptions.Yes) && !Confirmation.Ask(context.Output, $"Undo these {undo.Undone.Count} hooks in {file}?"))
            {
                context.Output.Say("Nothing was changed.");
                return ExitCode.Failed;
            }

            SettingsFile.Write(file, undo.Text);
        }

        new CheckpointFolder(folder).Set(null);
        record.Delete(folder);
        context.Output.Say("No more checkpoints are made. Those there are stay: cox session-checkpoint list");
        return ExitCode.Ok;
    }

    // The record is written first: whatever happens then, it is known what may have been changed.
    private static void Write(CommandContext context, string file, string? before, SettingsEdit edit)
    {
        var (folder, time) = (context.Settings.Folder, TimeProvider.System.GetUtcNow());
        var backup = before is null ? null : ConnectionRecord.KeepBackup(folder, file, before, time, ConnectionRecord.Checkpoints);
        new ConnectionRecord(file, backup, ConnectionRecord.Hash(edit.Text), edit with { Text = "" }, time) { Part = ConnectionRecord.Checkpoints }.Write(folder);
        SettingsFile.Write(file, edit.Text);
    }

    private static void SayEnabled(CommandContext context, string file, string text, string? client)
    {
        context.Output.Say(JsonTexts.IsStrict(text)
            ? "Sessions of Claude Code started from now on make a checkpoint at each prompt and stop."
            : $"Written, but no session makes checkpoints yet. Take the comments and trailing commas out of {file}: sessions of Claude Code started after that do.");
        if (client is null)
        {
            return;
        }

        context.Output.Say($"Sessions that die of a failure of the API are resumed with {client} while a daemon is up.");
        if (DaemonRecord.Find(context.Settings.Folder) is null)
        {
            context.Output.Say("No daemon of this data folder is up now. Start it from a shell that has the keys Claude Code needs: cox up --detach");
        }
    }
}
