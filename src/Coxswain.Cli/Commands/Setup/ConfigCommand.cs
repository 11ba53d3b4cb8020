using System.CommandLine;
using Coxswain.Cli.Output;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands.Setup;

internal static class ConfigCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "As config show prints it: server.apiAddress" };
    private static readonly Argument<string> Value = new("value") { Description = "The new value; empty quotes for none" };

    public static Command Create() => new CoxCommand("config", "Shows and changes the configuration", "cox config show", "cox config path", "cox config set store.retentionDays 90")
    {
        new CoxCommand("show", "Prints every value and where it came from", "cox config show", "cox config show --json").Runs(ShowAsync),
        new CoxCommand("path", "Prints the path of the configuration file", "cox config path").Runs(PathAsync),
        new CoxCommand("set", "Checks one value and writes it into the file, keeping its comments", "cox config set store.retentionDays 90") { Name, Value }.Runs(SetAsync),
    };

    // Old problems are no reason not to write; but no daemon starts with them.
    private static void SayOtherProblems(CommandContext context, SettingsRequest request)
    {
        string problems;
        try
        {
            problems = string.Join(Environment.NewLine, CoxswainSettings.Load(request).Problems());
        }
        catch (SettingsException problem)
        {
            problems = problem.Message;
        }

        if (problems.Length > 0)
        {
            context.Output.Say($"No daemon starts with this configuration yet:{Environment.NewLine}{problems}");
        }
    }

    private static Task<ExitCode> ShowAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var settings = context.Settings;
        var shown = settings.Values.Select(setting => setting.IsSecret && setting.Value.Length > 0 ? setting with { Value = "(set)" } : setting with { Value = SettingText.WithoutUser(setting.Value) }).ToArray();
        if (context.Output.Json)
        {
            context.Output.WriteJson(new { settings.ConfigFile, DataFolder = settings.Folder.Root, Settings = shown.Select(setting => new { setting.Name, setting.Value, setting.Origin }) });
        }
        else
        {
            Write(context.Output, new TableView(
                [new("setting", Least: int.MaxValue), new("value", Least: int.MaxValue), new("from", Least: int.MaxValue)],
                [.. shown.Select(setting => new[] { setting.Name, setting.Value, setting.Origin })]));
        }

        return Task.FromResult(ExitCode.Ok);
    }

    // A name or a path that is cut cannot be used: a narrow terminal gets lines instead of columns.
    private static void Write(CommandOutput output, TableView settings)
    {
        if (TableFit.FitsWhole(settings, output.Shape.Width))
        {
            output.WriteTable(settings);
            return;
        }

        foreach (var row in settings.Rows)
        {
            output.WriteWhole($"{row[0]}: {row[1]}");
            output.WriteWhole($"    {row[2]}");
        }
    }

    private static Task<ExitCode> PathAsync(CommandContext context, CancellationToken cancellationToken)
    {
        // Not by reading it: the path is asked for when the file is broken.
        var file = CoxswainSettings.FileOf(GlobalOptions.Settings(context.Line));
        if (context.Output.Json)
        {
            context.Output.WriteJson(new { ConfigFile = file });
        }
        else
        {
            context.Output.WriteWhole(file);
        }

        return Task.FromResult(ExitCode.Ok);
    }

    private static Task<ExitCode> SetAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var request = GlobalOptions.Settings(context.Line);
        try
        {
            SettingsWriter.Set(request, context.Get(Name) ?? "", context.Get(Value) ?? "");
            context.Output.Say($"Written to {CoxswainSettings.FileOf(request)}. A running daemon reads it at its next start.");
            SayOtherProblems(context, request);
        }
        catch (SettingsException problem)
        {
            throw new CommandException(ExitCode.Usage, $"{problem.Message}{Environment.NewLine}Nothing was written.", problem);
        }

        return Task.FromResult(ExitCode.Ok);
    }
}
