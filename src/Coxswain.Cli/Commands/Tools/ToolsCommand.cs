using System.CommandLine;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands.Store;
using Coxswain.Cli.Output;
using Coxswain.Core.Tools;

namespace Coxswain.Cli.Commands.Tools;

/// <summary><c>cox tools</c>: how tools are used, and which follow each other.</summary>
internal static class ToolsCommand
{
    private static readonly Option<bool> Sequences = new("--sequences") { Description = "Which tools follow each other, what that takes and leads to, and which ways were better" };
    private static readonly Option<string?> Since = new("--since") { Description = "First day or time: 2026-11-01, 2026-11-01T14:30, or an age: 7d, 12h", HelpName = "time" };
    private static readonly Option<string?> Until = new("--until") { Description = "Last day (counted whole), or the time to stop before", HelpName = "time" };
    private static readonly Option<string?> Project = new("--project") { Description = "Only calls made in this folder or below it", HelpName = "folder" };
    private static readonly Option<string?> Model = new("--model") { Description = "Only calls this model asked for", HelpName = "model" };
    private static readonly Option<string?> Session = new("--session") { Description = "Only this session: its id or the start of it", HelpName = "id" };

    public static Command Create() => new CoxCommand(
        "tools",
        "Tells how often each tool was called, failed and was refused, how long it took, and which tools follow each other",
        "cox tools --since 7d",
        "cox tools --sequences --project .",
        "cox tools --sequences --json")
    {
        Sequences, Since, Until, Project, Model, Session,
    }.Runs(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var asked = QueryString.Of(
            ("since", context.Get(Since)),
            ("until", context.Get(Until)),
            ("timezone", LocalZone.Iana(context.Output)),
            ("project", context.Get(Project) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null),
            ("model", context.Get(Model)),
            ("session", context.Get(Session)));
        await using var client = await context.ConnectAsync(cancellationToken);
        return context.Get(Sequences)
            ? Say(await client.GetAsync<ToolSequenceReport>($"/api/tools/sequences{asked}", cancellationToken), static report => report.DamageNote, ToolsView.Write, context.Output)
            : Say(await client.GetAsync<ToolReport>($"/api/tools{asked}", cancellationToken), static report => report.DamageNote, ToolsView.Write, context.Output);
    }

    private static ExitCode Say<TReport>(TReport report, Func<TReport, string?> damage, Action<TReport, CommandOutput> write, CommandOutput output)
    {
        DamageNote.Say(damage(report), output);
        if (output.Json)
        {
            output.WriteJson(report);
        }
        else
        {
            write(report, output);
        }

        return ExitCode.Ok;
    }
}
