using System.CommandLine;
using Coxswain.Cli.Output;
using Coxswain.Cli.Setup;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands.Setup;

internal static class DisconnectCommand
{
    public static Command Create()
        => new CoxCommand("disconnect", "Undoes what connect wrote, and nothing else", "cox disconnect", "cox disconnect --dry-run")
        {
            SetupOptions.ClaudeFolder, SetupOptions.Yes, SetupOptions.DryRun,
        }.Runs(RunAsync);

    private static Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.Settings.Folder;
        var file = ClaudeFolder.SettingsFile(context.Get(SetupOptions.ClaudeFolder), SettingsRequest.ProcessEnvironment());
        var record = ConnectionRecord.Read(folder, file)
            ?? throw new CommandException(ExitCode.NotFound, $"{file} was not connected from this data folder ({folder.Root}).");
        if (SettingsFile.Read(file) is not { } now)
        {
            return Task.FromResult(Forget(context, record, $"{file} is gone; there is nothing to undo."));
        }

        var undo = Undo(file, now, record);
        SettingsReport.WriteUndo(context.Output, file, undo, record.Edit);
        if (context.Get(SetupOptions.DryRun))
        {
            return Task.FromResult(ExitCode.Ok);
        }

        if (!context.Get(SetupOptions.Yes) && !Confirmation.Ask(context.Output, $"Undo these {undo.Undone.Count} values in {file}?"))
        {
            context.Output.Say("Nothing was changed.");
            return Task.FromResult(ExitCode.Failed);
        }

        SettingsFile.Write(file, undo.Text);
        return Task.FromResult(Forget(context, record, "Disconnected."));
    }

    // A file nobody touched since goes back to its backup byte for byte; a changed one keeps the changes of others.
    private static SettingsUndo Undo(string file, string now, ConnectionRecord record)
    {
        if (ConnectionRecord.Hash(now) == record.HashAfter)
        {
            var before = record.BackupFile is null ? null : SettingsFile.Read(record.BackupFile);
            if (before is not null || record.BackupFile is null)
            {
                return new SettingsUndo(before, [.. record.Edit.Changes.Select(change => change.Name)], []);
            }
        }

        return SettingsEditing.OrFail(file, () => ClaudeSettingsText.Undo(now, record.Edit));
    }

    private static ExitCode Forget(CommandContext context, ConnectionRecord record, string message)
    {
        record.Delete(context.Settings.Folder);
        context.Output.Say(message);
        return ExitCode.Ok;
    }
}
