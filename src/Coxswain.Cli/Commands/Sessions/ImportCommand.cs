using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Store;
using Coxswain.Core.Sessions;

namespace Coxswain.Cli.Commands.Sessions;

/// <summary><c>cox import</c>: reads transcripts into the store; again only what is new.</summary>
internal static class ImportCommand
{
    private static readonly Option<string[]> Root = new("--root") { Description = "A configuration folder of Claude Code, or its projects folder; the configured ones unless given", HelpName = "folder" };

    public static Command Create()
    {
        var import = new CoxCommand("import", "Reads Claude Code's transcripts; what was read before is not read again", "cox import", "cox import --root ~/backup/.claude --json").Runs(RunAsync);
        import.Options.Add(Root);
        import.Subcommands.Add(ImportClickHouseCommand.Create());
        return import;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.ConnectAsync(cancellationToken);
        var roots = context.Get(Root) ?? [];
        var query = roots.Length > 0 ? "?folders=" + Uri.EscapeDataString(string.Join(',', roots.Select(Path.GetFullPath))) : "";
        using var answer = await client.SendAsync(HttpMethod.Post, "/api/import/transcripts" + query, null, cancellationToken);
        var view = new ImportView(context.Output);
        ImportProgress? last;
        try
        {
            last = await ProgressAnswer.ReadAsync<ImportProgress>(answer, view.Show, cancellationToken);
        }
        finally
        {
            view.End();
        }

        if (last is not { IsFinished: true })
        {
            throw new CommandException(ExitCode.Failed, "The import broke off; what was read is kept. The same command goes on from there.");
        }

        view.Write(last);
        return ExitCode.Ok;
    }
}
