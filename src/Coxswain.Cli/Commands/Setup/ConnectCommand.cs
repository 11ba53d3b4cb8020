using System.CommandLine;
using System.Globalization;
using Coxswain.Cli.Output;
using Coxswain.Cli.Setup;
using Coxswain.Server.Configuration;
using Coxswain.Server.Hosting;

namespace Coxswain.Cli.Commands.Setup;

internal static class ConnectCommand
{
    private static readonly Option<string> Protocol = new("--protocol") { Description = "How Claude Code sends", DefaultValueFactory = static _ => TelemetryEnvironment.Protocols[0] };
    private static readonly Option<bool> ToolDetails = new("--tool-details") { Description = "Also send tool parameters, MCP tool names and full error texts" };

    public static Command Create()
    {
        Protocol.AcceptOnlyFromAmong(TelemetryEnvironment.Protocols);
        return new CoxCommand(
            "connect",
            "Makes Claude Code send its telemetry here, by its user settings; undo it with disconnect",
            "cox connect",
            "cox connect --dry-run",
            "cox connect --yes --protocol grpc")
        {
            Protocol, ToolDetails, SetupOptions.ClaudeFolder, SetupOptions.Yes, SetupOptions.DryRun,
        }.Runs(RunAsync);
    }

    private static Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var folder = context.Settings.Folder;
        if (folder.IsDemo)
        {
            throw new CommandException(ExitCode.Failed, $"{folder.Root} holds made-up data (cox demo): no real session is connected to it. Leave out --config and --data to connect to the real data folder.");
        }

        var file = ClaudeFolder.SettingsFile(context.Get(SetupOptions.ClaudeFolder), SettingsRequest.ProcessEnvironment());
        var protocol = context.Get(Protocol) ?? TelemetryEnvironment.Protocols[0];
        var before = SettingsFile.Read(file);
        var endpoint = Endpoint(context.Settings, protocol);
        var edit = SettingsEditing.OrFail(file, () => ClaudeSettingsText.Set(before, Variables(context, protocol, endpoint, before)));
        var concerns = Concerns(context, protocol, endpoint, new SettingsLayer(file, SettingsScope.User, edit.Text, null));
        if (ConnectionRecord.Read(folder, file) is { } known)
        {
            return Task.FromResult(AlreadyConnected(context, file, edit, concerns, known));
        }

        SettingsReport.WriteChanges(context.Output, file, edit, concerns);
        if (edit.Changes.Count == 0 || context.Get(SetupOptions.DryRun))
        {
            return Task.FromResult(ExitCode.Ok);
        }

        if (!context.Get(SetupOptions.Yes) && !Confirmation.Ask(context.Output, $"Write these {edit.Changes.Count} values to {file}?"))
        {
            context.Output.Say("Nothing was changed.");
            return Task.FromResult(ExitCode.Failed);
        }

        // The record is written first: whatever happens then, disconnect knows what may have been changed.
        var now = TimeProvider.System.GetUtcNow();
        var backup = before is null ? null : ConnectionRecord.KeepBackup(folder, file, before, now);
        new ConnectionRecord(file, backup, ConnectionRecord.Hash(edit.Text), edit with { Text = "" }, now).Write(folder);
        SettingsFile.Write(file, edit.Text);
        context.Output.Say($"Connected.{(backup is null ? "" : $" Backup: {backup}.")} Sessions of Claude Code started from now on send here.");
        return Task.FromResult(ExitCode.Ok);
    }

    // Of single signals only those that are set somewhere, in the file or in this shell: a value in the file wins over the shell's.
    private static IReadOnlyList<(string Name, string Value)> Variables(CommandContext context, string protocol, string endpoint, string? before)
    {
        var header = ReceiverKey.HeaderOf(context.Settings);
        var there = ClaudeSettingsText.Variables(before);
        var shell = SettingsRequest.ProcessEnvironment();
        return
        [
            .. TelemetryEnvironment.For(protocol, endpoint, header, context.Get(ToolDetails)),
            .. TelemetryEnvironment.PerSignal(protocol, endpoint, header).Where(one => there.ContainsKey(one.Name) || shell.GetValueOrDefault(one.Name) is { Length: > 0 }),
        ];
    }

    private static IReadOnlyList<SettingsConcern> Concerns(CommandContext context, string protocol, string endpoint, SettingsLayer user) => SettingsConcerns.Find(
        user, SettingsLayers.Read(Path.GetFullPath("."), SettingsLayers.ManagedFolder, user.File), protocol, endpoint, ReceiverKey.HeaderOf(context.Settings));

    private static ExitCode AlreadyConnected(CommandContext context, string file, SettingsEdit edit, IReadOnlyList<SettingsConcern> concerns, ConnectionRecord known)
    {
        if (edit.Changes.Count > 0)
        {
            SettingsReport.WriteChanges(context.Output, file, edit, concerns);
            throw new CommandException(
                context.Get(SetupOptions.DryRun) ? ExitCode.Ok : ExitCode.Failed, $"{file} is connected already, with other values. To connect it anew, first run: cox disconnect");
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

    private static string Endpoint(CoxswainSettings settings, string protocol)
    {
        var listener = protocol == "grpc" ? Listener.OtlpGrpc : Listener.OtlpHttp;
        if (DaemonRecord.Read(settings.Folder) is { } record)
        {
            return listener == Listener.OtlpGrpc ? record.OtlpGrpc : record.OtlpHttp;
        }

        var name = listener == Listener.OtlpGrpc ? "server.otlpGrpcAddress" : "server.otlpHttpAddress";
        return ListenAddress.TryParse(settings.Values.First(setting => setting.Name == name).Value, out var address) && address.Port != 0
            ? address.ClientUrl
            : throw new CommandException(ExitCode.Failed, $"{name} has no fixed port and no daemon is up, so there is no address to write. Start it first: cox up --detach");
    }
}
