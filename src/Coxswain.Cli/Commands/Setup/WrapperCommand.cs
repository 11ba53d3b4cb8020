using System.CommandLine;
using Coxswain.Cli.Setup;
using Coxswain.Server.Configuration;

namespace Coxswain.Cli.Commands.Setup;

/// <summary><c>cox wrapper install|remove</c>.</summary>
internal static class WrapperCommand
{
    private static readonly Option<string?> Folder = new("--dir") { Description = "Folder for the wrapper (default: ~/.local/bin)", HelpName = "folder" };

    public static Command Create() => new CoxCommand("wrapper", "Puts a program named claude before the real one: it sends Coxswain's verbs to cox and passes everything else on", "cox wrapper install", "cox wrapper remove")
    {
        new CoxCommand("install", "Writes the wrapper; it never overwrites a file it did not write", "cox wrapper install", "cox wrapper install --dir ~/bin", "cox wrapper install --dry-run") { Folder, SetupOptions.DryRun }.Runs(InstallAsync),
        new CoxCommand("remove", "Takes the wrapper away, and nothing else", "cox wrapper remove", "cox wrapper remove --dir ~/bin") { Folder, SetupOptions.DryRun }.Runs(RemoveAsync),
    };

    private static Task<ExitCode> InstallAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var environment = SettingsRequest.ProcessEnvironment();
        var folder = FolderOf(context, environment);
        var file = WrapperFile.In(folder);
        if (file.Exists && !file.IsOurs)
        {
            throw new CommandException(ExitCode.Failed, $"{file.Path} was not written by cox wrapper install; it is left alone. Choose a folder that comes before it on PATH: cox wrapper install --dir ~/bin");
        }

        var client = ClientProgram.Find(environment)
            ?? throw new CommandException(ExitCode.NotFound, "There is no claude on PATH to pass calls on to. Install Claude Code first, or put its folder on PATH.");
        var verbs = WrapperScript.Verbs.Intersect(context.Line.RootCommandResult.Command.Subcommands.Select(static command => command.Name)).ToArray();
        var cox = CoxProgram.Line("\"$@\"", context.Settings.Folder.Root, environment, Environment.ProcessPath);
        var text = WrapperScript.For(client, cox, verbs);
        var isSame = file.Read() == text;
        var isDry = context.Get(SetupOptions.DryRun);
        if (!isSame && !isDry)
        {
            file.Write(text);
        }

        var report = new WrapperReport(file.Path, isSame ? "unchanged" : isDry ? "would_write" : "written", client, verbs, ClientProgram.IsFirst(environment, folder));
        Write(context, report, isDry && !isSame ? text : null);
        return Task.FromResult(ExitCode.Ok);
    }

    private static Task<ExitCode> RemoveAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var file = WrapperFile.In(FolderOf(context, SettingsRequest.ProcessEnvironment()));
        if (!file.Exists)
        {
            throw new CommandException(ExitCode.NotFound, $"There is no {file.Path}.");
        }

        if (!file.IsOurs)
        {
            throw new CommandException(ExitCode.Failed, $"{file.Path} was not written by cox wrapper install; it is left alone.");
        }

        var isDry = context.Get(SetupOptions.DryRun);
        if (!isDry)
        {
            file.Delete();
        }

        Write(context, new WrapperReport(file.Path, isDry ? "would_remove" : "removed", null, [], null), null);
        return Task.FromResult(ExitCode.Ok);
    }

    private static void Write(CommandContext context, WrapperReport report, string? text)
    {
        if (context.Output.Json)
        {
            context.Output.WriteJson(report);
        }
        else
        {
            context.Output.WriteLine(report.Outcome switch
            {
                "written" => $"{report.File} is written.",
                "unchanged" => $"{report.File} is there already, as it should be.",
                "would_write" => $"{report.File} would be written:",
                "would_remove" => $"{report.File} would be removed.",
                _ => $"{report.File} is removed.",
            });
            foreach (var line in text?.TrimEnd('\n').Split('\n') ?? [])
            {
                context.Output.WriteWhole($"+ {line}");
            }
        }

        if (report.Client is { } client)
        {
            context.Output.Say($"It sends {string.Join(", ", report.Verbs)} to cox and everything else to {client}.");
        }

        if (report.IsFoundFirst == false)
        {
            context.Output.Say($"{Path.GetDirectoryName(report.File)} does not come before {Path.GetDirectoryName(report.Client)} on PATH: until it does, claude is not the wrapper.");
        }
    }

    private static string FolderOf(CommandContext context, IReadOnlyDictionary<string, string> environment)
        => Path.TrimEndingDirectorySeparator(Path.GetFullPath(context.Get(Folder) ?? WrapperFile.UsualFolder(environment)));
}
