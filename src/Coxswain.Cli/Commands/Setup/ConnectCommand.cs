using System.CommandLine;
using System.Globalization;
using Coxswain.Cli.Output;
using Coxswain.Cli.Setup;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Commands.Setup;

internal static class ConnectCommand
{
    public static Command Create()
    {
        ConnectOptions.Protocol.AcceptOnlyFromAmong(TelemetryEnvironment.Protocols);
        return new CoxCommand(
            "connect",
            "Makes Claude Code send its telemetry here, by its user settings; undo it with disconnect",
            "cox connect",
            "cox connect --hooks --status-line",
            "cox connect --dry-run",
            "cox connect --yes --protocol grpc")
        {
            ConnectOptions.Protocol, ConnectOptions.ToolDetails, ConnectOptions.BaseUrl, ConnectOptions.StatusLine, ConnectOptions.Hooks, ConnectOptions.Budgets, SetupOptions.ClaudeFolder, SetupOptions.Yes, SetupOptions.DryRun,
        }.Runs(RunAsync);
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.Settings.Folder;
        if (folder.IsDemo)
        {
            throw new CommandException(ExitCode.Failed, $"{folder.Root} holds made-up data (cox demo): no real session is connected to it. Leave out --config and --data to connect to the real data folder.");
        }

        var file = ClaudeFolder.SettingsFile(context.Get(SetupOptions.ClaudeFolder), SettingsRequest.ProcessEnvironment());
        var before = SettingsFile.Read(file);
        var wishes = new ConnectWishes(context);
        var edit = SettingsEditing.OrFail(file, () => ClaudeSettingsText.Set(before, wishes.Over(before)));
        var concerns = await wishes.ConcernsAsync(new SettingsLayer(file, SettingsScope.User, edit.Text, null), cancellationToken);
        if (ConnectionRecord.Read(folder, file) is { } known)
        {
            return edit.Changes.Count > 0 && context.Get(ConnectOptions.Budgets) && known.LacksOnly(edit)
                ? Add(context, file, before ?? "", edit, concerns, known)
                : AlreadyConnected(context, file, edit, concerns, known);
        }

        SettingsReport.WriteChanges(context.Output, file, edit, concerns);
        if (edit.Changes.Count == 0 || context.Get(SetupOptions.DryRun))
        {
            return ExitCode.Ok;
        }

        if (!context.Get(SetupOptions.Yes) && !Confirmation.Ask(context.Output, $"Write these {edit.Changes.Count} values to {file}?"))
        {
            context.Output.Say("Nothing was changed.");
            return ExitCode.Failed;
        }

        // The record is written first: whatever happens then, disconnect knows what may have been changed.
        var now = TimeProvider.System.GetUtcNow();
        var backup = before is null ? null : ConnectionRecord.KeepBackup(folder, file, before, now);
        new ConnectionRecord(file, backup, ConnectionRecord.Hash(edit.Text), edit with { Text = "" }, now).Write(folder);
        SettingsFile.Write(file, edit.Text);
        context.Output.Say(WrittenText.Of(file, edit.Text, backup));
        if (DaemonRecord.Find(folder) is null)
        {
            context.Output.Say("No daemon of this data folder is up now, and what Claude Code sends meanwhile is lost (transcripts are read later). Start it with: cox up --detach");
        }

        return ExitCode.Ok;
    }

    /// <summary>What a connection does not have yet is added to it, and undone with it: nothing that was there changes.</summary>
    private static ExitCode Add(CommandContext context, string file, string before, SettingsEdit edit, IReadOnlyList<SettingsConcern> concerns, ConnectionRecord known)
    {
        SettingsReport.WriteChanges(context.Output, file, edit, concerns);
        if (context.Get(SetupOptions.DryRun))
        {
            return ExitCode.Ok;
        }

        if (!context.Get(SetupOptions.Yes) && !Confirmation.Ask(context.Output, $"Add these {edit.Changes.Count} hooks to {file}?"))
        {
            context.Output.Say("Nothing was changed.");
            return ExitCode.Failed;
        }

        known.With(edit, before).Write(context.Settings.Folder);
        SettingsFile.Write(file, edit.Text);
        context.Output.Say($"Added to the connection of {known.ConnectedUtc.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC. Sessions of Claude Code started from now on have these hooks.");
        return ExitCode.Ok;
    }

    private static ExitCode AlreadyConnected(CommandContext context, string file, SettingsEdit edit, IReadOnlyList<SettingsConcern> concerns, ConnectionRecord known)
    {
        if (edit.Changes.Count > 0)
        {
            // What will not be written is shown only to who asked to see it.
            var isDryRun = context.Get(SetupOptions.DryRun);
            if (isDryRun)
            {
                SettingsReport.WriteChanges(context.Output, file, edit, concerns);
            }

            throw new CommandException(isDryRun ? ExitCode.Ok : ExitCode.Failed, $"{file} is connected already, with other values. To connect it anew, first run: cox disconnect");
        }

        if (context.Output.Json)
        {
            SettingsReport.WriteChanges(context.Output, file, edit, concerns);
        }
        else
        {
            SettingsReport.SayConcerns(context.Output, concerns);
        }

        context.Output.Say(string.Create(CultureInfo.InvariantCulture, $"{file} is already connected, since {known.ConnectedUtc:yyyy-MM-dd HH:mm} UTC; nothing to change."));
        return ExitCode.Ok;
    }
}
