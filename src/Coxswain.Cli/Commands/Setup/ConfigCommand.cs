using System.CommandLine;
using Coxswain.Cli.Output;

namespace Coxswain.Cli.Commands.Setup;

internal static class ConfigCommand
{
    public static Command Create() => new CoxCommand("config", "Shows the configuration", "cox config show", "cox config path")
    {
        new CoxCommand("show", "Prints every value and where it came from", "cox config show", "cox config show --json").Runs(ShowAsync),
        new CoxCommand("path", "Prints the path of the configuration file", "cox config path").Runs(PathAsync),
    };

    private static Task<ExitCode> ShowAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var settings = context.Settings;
        var shown = settings.Values.Select(setting => setting.IsSecret && setting.Value.Length > 0 ? setting with { Value = "(set)" } : setting).ToArray();
        if (context.Output.Json)
        {
            context.Output.WriteJson(new { settings.ConfigFile, DataFolder = settings.Folder.Root, Settings = shown.Select(setting => new { setting.Name, setting.Value, setting.Origin }) });
        }
        else
        {
            context.Output.WriteTable(new TableView(
                [new("setting"), new("value"), new("from")],
                [.. shown.Select(setting => new[] { setting.Name, setting.Value, setting.Origin })]));
        }

        return Task.FromResult(ExitCode.Ok);
    }

    private static Task<ExitCode> PathAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.Output.WriteLine(context.Settings.ConfigFile);
        return Task.FromResult(ExitCode.Ok);
    }
}
