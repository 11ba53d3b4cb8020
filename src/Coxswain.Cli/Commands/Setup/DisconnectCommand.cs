using System.CommandLine;
using Coxswain.Cli.Output;
using Coxswain.Cli.Setup;
using Coxswain.Server.Checkpoints;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands.Setup;

internal static class DisconnectCommand
{
    public static Command Create()
        => new CoxCommand("disconnect", "Undoes what connect and session-checkpoint wrote, and nothing else", "cox disconnect", "cox disconnect --dry-run")
        {
            SetupOptions.ClaudeFolder, SetupOptions.Yes, SetupOptions.DryRun,
        }.Runs(RunAsync);

    private static Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.Settings.Folder;
        var file = ClaudeFolder.SettingsFile(context.Get(SetupOptions.ClaudeFolder), SettingsRequest.ProcessEnvironment());
        var records = ConnectionRecord.ReadAll(folder, file);
        if (records.Count == 0)
        {
            throw new CommandException(ExitCode.NotFound, $"{file} was not connected from this data folder ({folder.Root}).");
        }

        if (SettingsFile.Read(file) is not { } now)
        {
            return Task.FromResult(Forget(context, records, $"{file} is gone; there is nothing to undo."));
        }

        var undo = SettingsEditing.OrFail(file, () => Undo(now, records));
        SettingsReport.WriteUndo(context.Output, file, undo, [.. records.SelectMany(static record => record.Edit.Changes)]);
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
        return Task.FromResult(Forget(context, records, "Disconnected."));
    }

    // One after the other, the newest change first: each then finds the file as it left it, unless others changed it.
    private static SettingsUndo Undo(string now, IReadOnlyList<ConnectionRecord> records)
        => records.Aggregate(new SettingsUndo(now, [], []), static (undo, record) => undo.Text is { } text && record.Undo(text) is var more
            ? new SettingsUndo(more.Text, [.. undo.Undone, .. more.Undone], [.. undo.Kept, .. more.Kept])
            : undo);

    private static ExitCode Forget(CommandContext context, IReadOnlyList<ConnectionRecord> records, string message)
    {
        foreach (var record in records)
        {
            record.Delete(context.Settings.Folder);
        }

        if (records.Any(static record => record.Part == ConnectionRecord.Checkpoints))
        {
            new CheckpointFolder(context.Settings.Folder).Set(null);
        }

        context.Output.Say(message);
        return ExitCode.Ok;
    }
}
